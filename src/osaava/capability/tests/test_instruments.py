"""Instruments as data: what a file may say, what changes between versions, what is translated."""

import copy

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from osaava.capability import instruments, operations, queries
from osaava.capability.instruments import InstrumentError, compare, parse, translation_status
from osaava.capability.models import InstrumentVersion


def text(words):
    return {"fi": words, "sv": f"{words} sv", "en": f"{words} en"}


def definition(key="koe", number=1, **changes):
    return {
        "format": "osaava-instrument/1", "key": key, "number": number, "kind": "staff", "scale": "agreement",
        "title": text("Koe"), "purpose": text("Kokeillaan"),
        "sections": [
            {
                "theme": "majakka",
                "items": [
                    {"key": "s-1.1-a", "competence": "1.1", "groups": ["management", "teachers"], "first": True, "text": {"default": text("Yksi")}},
                    {"key": "s-1.2-a", "competence": "1.2", "groups": ["teachers"], "text": {"default": text("Kaksi"), "teachers": text("Oma")}},
                ],
            },
            {"theme": "tori", "items": [{"key": "s-4.1-a", "competence": "4.1", "groups": ["teachers"], "text": {"default": text("Kolme")}}]},
        ],
    } | changes


def small(**values):
    return yaml.safe_dump(definition(**values), allow_unicode=True)


def load(data):
    return operations.load_instrument(data=data, file="koe.yaml", by=None)


def problems(data):
    with pytest.raises(InstrumentError) as refused:
        load(data)
    return refused.value.problems


def test_the_instruments_of_the_package_are_complete(db):
    found = {entry.version.instrument.key: entry for entry in operations.load_package_instruments()}
    assert {"organisation", "staff"} <= set(found)
    assert not any(entry.is_new for entry in found.values()), "every installation has them; loading again changes nothing"
    for entry in found.values():
        status = translation_status(entry.version.definition)
        assert not any(places["missing"] for places in status.values()), entry.version.instrument.key


def test_the_organisation_instrument_asks_forty_competences_with_levels(db):
    shape = queries.shape_of(queries.latest_version("organisation").pk)
    assert len(shape.items) == 40
    assert all(len(item.levels_in(language)) == 5 for item in shape.items for language in ("fi", "sv", "en"))


@pytest.mark.parametrize("group", ["management", "teachers", "guidance", "support"])
def test_the_first_set_of_each_group_takes_eight_minutes(db, group):
    pages = queries.shape_of(queries.latest_version("staff").pk).pages(group)
    first = [item for page in pages if not page.more for item in page.items]
    assert 8 <= len(first) <= 20
    assert len({page.theme for page in pages}) == 8


def test_a_version_is_loaded_once_and_never_changed(db):
    assert load(definition()).is_new
    assert not load(definition()).is_new
    changed = definition()
    changed["sections"][0]["items"][0]["text"]["default"]["fi"] = "Toinen"
    assert "give this one a new number" in problems(changed)[0]
    with pytest.raises(IntegrityError, match="capability_frozen"), transaction.atomic():
        InstrumentVersion.objects.filter(instrument__key="koe").update(number=7)


def test_a_change_of_wording_keeps_the_key(db):
    load(definition())
    newer = definition(number=2)
    newer["sections"][0]["items"][0]["text"]["default"]["fi"] = "Selvempi"
    assert load(newer).is_new


@pytest.mark.parametrize(("changes", "words"), [({"competence": "1.3"}, "competence changed"), ({"scale": "levels"}, "scale changed")])
def test_a_change_of_meaning_needs_a_new_key(db, changes, words):
    load(definition())
    newer = definition(number=2, **{k: v for k, v in changes.items() if k == "scale"})
    if "competence" in changes:
        newer["sections"][0]["items"][0]["competence"] = changes["competence"]
    assert any(words in problem and "new key" in problem for problem in problems(newer))


def test_an_older_number_is_refused(db):
    load(definition(number=3))
    assert "newest loaded number is 3" in problems(definition(number=2))[0]


def _with(change):
    data = copy.deepcopy(definition())
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(format="x"), "koe.yaml, format: must be 'osaava-instrument/1'"),
        (lambda d: d.update(key="Ei Kelpaa"), "koe.yaml, key:"),
        (lambda d: d.update(number="1"), "koe.yaml, number: must be a whole number"),
        (lambda d: d.update(kind="quiz"), "koe.yaml, kind: must be one of"),
        (lambda d: d.update(titel={}), "koe.yaml, titel: unknown field"),
        (lambda d: d.update(title="Koe"), "koe.yaml, title: write the text by language"),
        (lambda d: d.update(title={"fi": "", "de": "x"}), "unknown language 'de'"),
        (lambda d: d.update(sections=[]), "koe.yaml, sections: must be a list"),
        (lambda d: d["sections"].reverse(), "in the order of the houses"),
        (lambda d: d["sections"][0].update(theme="linna"), "theme 'linna' is not one of"),
        (lambda d: d["sections"][0]["items"][0].pop("text"), "item s-1.1-a: needs text"),
        (lambda d: d["sections"][0]["items"][0].update(competence=1.1), "competence 1.1 is not known. Write it in quotes"),
        (lambda d: d["sections"][0]["items"][0].update(competence="4.1"), "competence 4.1 belongs to tori"),
        (lambda d: d["sections"][0]["items"][0].update(groups=["students"]), "item s-1.1-a: groups must be"),
        (lambda d: d["sections"][0]["items"][1].update(key="s-1.1-a"), "the key is used twice"),
        (lambda d: d["sections"][0]["items"][0].update(wording={}), "unknown field 'wording'"),
        (lambda d: d["sections"][0]["items"].append("rivi"), "an item must be a mapping"),
        (lambda d: d["sections"][0]["items"][0].update(levels={"fi": ["yksi"]}), "five descriptions in fi"),
    ],
)
def test_a_wrong_file_says_where_and_what(db, change, words):
    assert any(words in problem for problem in problems(_with(change))), problems(_with(change))


def test_a_first_set_of_more_than_twenty_is_refused(db):
    data = definition()
    item = data["sections"][0]["items"][0]
    data["sections"][0]["items"] = [item | {"key": f"s-1.1-{n}"} for n in range(21)]
    assert any("at most 20 fit in eight minutes" in problem for problem in problems(data))


@pytest.mark.parametrize("content", [b"\xff\xfe", "a: [", "- 1", "a: &x 1\nb: *x", "[" * 3000])
def test_what_is_no_file_of_ours_is_refused(content):
    with pytest.raises(InstrumentError, match=r"koe\.yaml"):
        parse(content, "koe.yaml")


def test_only_the_coordinator_loads_by_hand(aino):
    with pytest.raises(PermissionDenied):
        operations.load_instrument(data=definition(), file="koe.yaml", by=aino)


def test_comparing_tells_new_gone_and_reworded_items():
    newer = _with(lambda d: d["sections"][0]["items"][0]["text"]["default"].update(sv="Ny"))
    newer["sections"][0]["items"][1]["first"] = True
    newer["sections"][1]["items"][0]["key"] = "s-4.1-b"
    found = compare(definition(), newer)
    assert (found.added, found.removed) == (["s-4.1-b"], ["s-4.1-a"])
    assert found.reworded == {"s-1.1-a": ["sv"]}
    assert found.settings == {"s-1.2-a": ["first"]}
    assert not compare(definition(), definition())


def test_translation_status_finds_missing_and_stale_texts():
    newer = _with(lambda d: d["sections"][0]["items"][0]["text"]["default"].update(fi="Uusi", en=""))
    found = translation_status(newer, definition())
    assert found["en"]["missing"] == ["s-1.1-a, text for default"]
    assert found["sv"]["stale"] == ["s-1.1-a, text for default"]


def test_pages_hold_one_theme_each_and_the_first_set_comes_first():
    shape = instruments.Shape(definition())
    assert [(page.number, page.theme, page.more) for page in shape.pages("teachers")] == [(1, "majakka", False), (2, "majakka", True), (3, "tori", True)]
    assert [page.theme for page in shape.pages("teachers", only=["s-4.1-a"])] == ["tori"]
    assert str(shape.by_key["s-1.2-a"].text_for("teachers")) == "Oma"


def command(*arguments):
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    call_command("instruments", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_loads_exports_and_compares(db, tmp_path):
    from django.core.management.base import CommandError

    first, second = tmp_path / "koe.yaml", tmp_path / "koe2.yaml"
    first.write_text(small())
    newer = _with(lambda d: d["sections"][0]["items"][0]["text"]["default"].update(fi="Uusi"))
    second.write_text(yaml.safe_dump(newer | {"number": 2}))
    assert "koe 1 is loaded" in command("load", str(first))
    assert "already" in command("load", str(first))
    command("load", str(second))
    assert command("diff", "koe", "1", "2") == "reworded  s-1.1-a (fi)\n"
    assert "2 perhaps" not in command("translate-status", "koe")
    assert "look at it again   s-1.1-a" in command("translate-status", "koe")
    assert yaml.safe_load(command("export", "koe", "--number", "1")) == definition()
    assert "koe" in command("list")
    first.write_text("format: x")
    for wrong in (("load", str(first)), ("load", str(tmp_path / "ei.yaml")), ("export", "ei-ole"), ("diff", "koe", "1", "9")):
        with pytest.raises(CommandError):
            command(*wrong)
