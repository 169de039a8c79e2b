"""A questionnaire that stands in LimeSurvey becomes a draft of an instrument; what it cannot be is named."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError

from osaava.capability import instruments, operations, queries
from osaava.capability.instruments import InstrumentError, Vocabulary

WORDS = Vocabulary(("majakka", "tori"), {"1.1": "majakka", "4.2": "tori"}, frozenset())


def table(name, *rows):
    cells = ("".join(f"<{cell}><![CDATA[{value}]]></{cell}>" for cell, value in row.items()) for row in rows)
    return f"<{name}><fields/><rows>{''.join(f'<row>{row}</row>' for row in cells)}</rows></{name}>"


def survey(*tables):
    titles = table(
        "surveys_languagesettings",
        {"surveyls_language": "fi", "surveyls_title": "Oma kysely"},
        {"surveyls_language": "en", "surveyls_title": "Our survey"},
    )
    return f"<?xml version='1.0'?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>{''.join(tables)}{titles}</document>".encode()


GROUPS = table("groups", {"gid": 2, "group_order": 1}, {"gid": 1, "group_order": 2})


def question(qid, kind, code, gid=1, order=1, parent=0, **more):
    return {"qid": qid, "parent_qid": parent, "gid": gid, "type": kind, "title": code, "question_order": order} | more


def in_three():
    """As LimeSurvey 3 writes: the wording stands in the question's own row, a row for each language."""
    rows = [question(10, "A", "Q2", language=lang, question="Mieti työtäsi") for lang in ("fi", "de-informal")]
    rows += [
        question(11, "5", "Q1", gid=2, language="fi", question="<p>Tiedän &amp; osaan<script>x()</script></p>"),
        question(12, "T", "Vapaa", order=2, language="fi"),
    ]
    parts = [
        question(101, "T", "SQ002", order=2, parent=10, language="fi", question="Toinen"),
        question(100, "T", "SQ001", order=1, parent=10, language="fi", question="Ensimmäinen"),
        question(100, "T", "SQ001", order=1, parent=10, language="sv", question="Första"),
    ]
    return survey(GROUPS, table("questions", *rows), table("subquestions", *parts))


def in_six(answers=5):
    """As LimeSurvey 6 writes: the wording stands in tables of its own."""
    own = [{"qid": 20, "aid": n, "code": f"A{n}", "sortorder": n} for n in range(answers, 0, -1)]
    return survey(
        GROUPS,
        table("questions", question(20, "L", "T1")),
        table("question_l10ns", {"qid": 20, "language": "fi", "question": "Missä mennään"}),
        table("answers", *own),
        table("answer_l10ns", *({"aid": n, "language": "fi", "answer": f"Taso {n}"} for n in range(1, answers + 1))),
    )


def drafted(content, **competences):
    return instruments.draft(content, "kysely.lss", competences=competences, words=WORDS)


def test_five_points_and_arrays_become_statements_in_the_order_of_the_houses():
    found = drafted(in_three(), Q1="4.2", Q2_SQ001="1.1")
    sections = found.definition["sections"]
    assert [(section["theme"], [item["key"] for item in section["items"]]) for section in sections] == [
        ("majakka", ["q2-sq001"]),
        ("tori", ["q1"]),
        ("", ["q2-sq002"]),
    ]
    assert sections[0]["items"][0]["text"]["default"] == {"fi": "Ensimmäinen", "sv": "Första"}
    assert sections[1]["items"][0]["text"]["default"] == {"fi": "Tiedän & osaan"}, "no markup and no script"
    assert found.definition["title"] == {"fi": "Oma kysely", "en": "Our survey"}
    assert (found.definition["key"], found.definition["scale"]) == ("our-survey", "agreement")
    assert found.left_aside == ["Vapaa: a question of type T has no five steps."]


def test_five_answers_of_a_list_become_levels():
    [section] = drafted(in_six(), T1="1.1").definition["sections"]
    assert section["items"] == [
        {"key": "t1", "competence": "1.1", "text": {"default": {"fi": "Missä mennään"}}, "levels": {"fi": [f"Taso {n}" for n in range(1, 6)]}}
    ]


@pytest.mark.parametrize(
    ("content", "competences", "problem"),
    [
        (b"ei mitaan", {}, "no XML"),
        (b"<document/>", {}, "no structure of a LimeSurvey"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><document>&b;</document>", {}, "document type"),
        (b" " * 5_000_001, {}, "larger than 5 MB"),
        (in_six(answers=4), {}, "no question has five steps"),
        (in_three(), {"Q9": "1.1"}, "names Q9"),
        (in_three(), {"Q1": "9.9"}, "no competence"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(content, competences, problem):
    with pytest.raises(InstrumentError, match=problem):
        drafted(content, **competences)


def test_a_finished_draft_is_loaded(db, tmp_path):
    """A digital lead writes the draft, sees what is lacking, names the competences, and loads it."""
    lss, draft, codes = tmp_path / "kysely.lss", tmp_path / "kysely.yaml", tmp_path / "koodit.yaml"
    lss.write_bytes(in_three())

    def write(*more):
        out, errors = StringIO(), StringIO()
        call_command("instruments", "from-limesurvey", str(lss), *more, stdout=out, stderr=errors)
        draft.write_text(out.getvalue())
        return errors.getvalue()

    told = write()
    assert "left aside  Vapaa" in told
    assert "competence?  Q2_SQ001" in told
    with pytest.raises(CommandError, match="theme '' is not one of"):
        call_command("instruments", "load", str(draft))
    codes.write_text(yaml.safe_dump({"Q1": "4.2", "Q2_SQ001": "1.1", "Q2_SQ002": "1.2"}))
    write("--competences", str(codes))
    call_command("instruments", "load", str(draft), stdout=StringIO())
    shape = queries.shape_of(queries.latest_version("our-survey").pk)
    assert [item.key for item in shape.asked(group="teachers")] == ["q2-sq001", "q2-sq002", "q1"]
    assert operations.vocabulary().competences["1.1"] == "majakka"
