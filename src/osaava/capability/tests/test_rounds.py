"""A round from opening to its snapshot."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled

from osaava.base import clock, facts
from osaava.capability import operations, queries
from osaava.capability.enums import VALUES, Group
from osaava.capability.facts import RoundClosed, RoundOpened
from osaava.capability.models import Answer, Respondent, Round, RoundLink, Snapshot
from osaava.capability.tests import factories


def counted(model):
    with scopes_disabled():
        return model.objects.count()


def test_a_round_goes_from_opening_to_a_snapshot(here, aino):
    round_ = factories.opened(here, aino)
    for value in ("4", "4", "2", "dont_know", "5"):
        factories.answered(round_, value=value)
    snapshot = operations.close_round(round_=round_, by=aino)
    teachers = next(group for group in snapshot.answers["groups"] if group["key"] == "teachers")
    items = snapshot.answers["items"]
    place = [key for key, _competence, _theme, _groups in items].index(factories.asked(round_, "teachers")[0].key)
    assert teachers["headcount"] == 60
    assert sorted(map(str, (row[place] for row in teachers["rows"]))) == ["2", "4", "4", "5", "dont_know"]
    assert all(len(row) == len(items) for row in teachers["rows"])
    assert snapshot.size_class == "m"
    frozen = queries.snapshot_of(queries.round_of(here, round_.uuid))
    assert (frozen.instrument, frozen.version, len(frozen.groups)) == ("staff", 1, 3)


def test_closing_leaves_no_answers_respondents_or_links_behind(round_, aino):
    factories.answered(round_)
    operations.close_round(round_=round_, by=aino)
    assert (counted(Answer), counted(Respondent)) == (0, 0)
    assert queries.links_of(round_) == []


def test_facts_tell_of_opening_and_closing(here, aino):
    heard = []
    facts.receiver(RoundOpened)(heard.append)
    facts.receiver(RoundClosed)(heard.append)
    try:
        operations.close_round(round_=factories.opened(here, aino, kind="targeted", items=["s-1.1-a"], threads=["T-7Q4K2M"]), by=aino)
    finally:
        facts._receivers[RoundOpened].remove(heard.append)
        facts._receivers[RoundClosed].remove(heard.append)
    assert [type(fact) for fact in heard] == [RoundOpened, RoundClosed]
    assert heard[1].threads == ("T-7Q4K2M",)


def test_a_closed_round_stays_closed(round_, aino):
    operations.close_round(round_=round_, by=aino)
    with pytest.raises(ValidationError):
        operations.close_round(round_=round_, by=aino)
    with pytest.raises(ValidationError):
        operations.change_round(round_=round_, by=aino, name="Uusi", closes_on=clock.today(), headcounts={})
    with scope(organisation=round_.organisation), pytest.raises(IntegrityError, match="capability_frozen"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(closed_on=None)
    with scope(organisation=round_.organisation), pytest.raises(IntegrityError, match="capability_frozen"), transaction.atomic():
        Snapshot.objects.filter(round=round_).update(answers={})


def test_answers_after_closing_are_refused_and_nothing_is_stored(round_, aino):
    respondent = factories.answered(round_)
    operations.close_round(round_=round_, by=aino)
    with pytest.raises(operations.RoundNotOpen):
        operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": "1"})
    assert counted(Answer) == 0


def test_the_last_day_counts_and_the_day_after_does_not(round_):
    respondent = factories.answered(round_)
    with time_machine.travel(clock.now() + timedelta(days=14), tick=False):
        assert operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": "1"}) == 1
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False), pytest.raises(operations.RoundNotOpen):
        operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": "2"})
    assert queries.answers_of(respondent)["s-1.1-a"] == "1"


def test_before_the_first_day_nobody_begins(here, aino):
    tomorrow = clock.today() + timedelta(days=1)
    round_ = factories.opened(here, aino, opens_on=tomorrow, closes_on=tomorrow)
    with pytest.raises(operations.RoundNotOpen):
        operations.begin(link=factories.link(round_), group_key="teachers", key="")
    with scopes_disabled():
        assert not Respondent.objects.exists()


def test_rows_of_a_snapshot_are_not_in_the_order_of_answering(here, aino):
    """Forty people whose answers tell in which order they came: by chance the same order comes once in 10 to the 47th rounds."""
    round_ = factories.opened(here, aino)
    keys = [item.key for item in factories.asked(round_, "teachers")]
    sheets = [{key: str(1 + number // 5**place % 5) for place, key in enumerate(keys[:3])} for number in range(40)]
    operations.enter_answers(round_=round_, group_key="teachers", rows=sheets)
    operations.close_round(round_=round_, by=aino)
    frozen = queries.snapshot_of(queries.round_of(here, round_.uuid))
    places = [place for place, item in enumerate(frozen.items) if item.key in keys[:3]]
    rows = [tuple(row[place] for place in places) for group in frozen.groups if group.key == "teachers" for row in group.rows]
    came = [tuple(int(value) for value in sheet.values()) for sheet in sheets]
    assert sorted(rows) == sorted(came)
    assert rows != came


def test_an_answer_given_again_replaces_the_first(round_):
    respondent = factories.answered(round_, value="4")
    operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": "1"})
    operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": "1"})
    assert queries.answers_of(respondent)["s-1.1-a"] == "1"
    assert len(queries.answers_of(respondent)) == len(factories.asked(round_, "teachers"))


def test_a_start_form_sent_twice_makes_one_respondent(round_):
    first = operations.begin(link=factories.link(round_), group_key="teachers", key="same")
    second = operations.begin(link=factories.link(round_), group_key="teachers", key="same")
    other = operations.begin(link=factories.link(round_), group_key="teachers", key="another")
    assert first.pk == second.pk != other.pk


def test_items_of_other_groups_and_unknown_ones_are_left_aside(round_):
    teachers = {item.key for item in factories.asked(round_, "teachers")}
    foreign = next(item.key for item in factories.asked(round_, "management") if item.key not in teachers)
    respondent = operations.begin(link=factories.link(round_), group_key="teachers", key="")
    stored = operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": "3", foreign: "3", "ei-ole": "3"})
    assert stored == 1


@pytest.mark.parametrize("value", ["0", "6", "", "3.5", "x" * 50])
def test_what_is_no_answer_is_refused(round_, value):
    respondent = operations.begin(link=factories.link(round_), group_key="teachers", key="")
    with pytest.raises(ValidationError):
        operations.save_answers(round_=round_, respondent_id=respondent.pk, values={"s-1.1-a": value})


def test_a_version_loaded_during_a_round_changes_nothing_for_it(round_):
    from osaava.capability.instruments import parse
    from osaava.capability.tests.test_instruments import small

    before = [item.key for item in factories.asked(round_, "teachers")]
    newer = small(key="staff", number=2)
    operations.load_instrument(data=parse(newer, "staff.yaml"), file="staff.yaml", by=None)
    assert queries.latest_version("staff").number == 2
    assert [item.key for item in factories.asked(queries.round_of(round_.organisation, round_.uuid), "teachers")] == before


def test_more_answers_than_people_widen_the_headcount(here, aino):
    round_ = factories.opened(here, aino, headcounts={"guidance": 2})
    for _ in range(3):
        factories.answered(round_, "guidance")
    assert operations.close_round(round_=round_, by=aino).answers["groups"][0]["headcount"] == 3


def test_who_answered_nothing_is_no_row(round_, aino):
    operations.begin(link=factories.link(round_), group_key="teachers", key="")
    groups = operations.close_round(round_=round_, by=aino).answers["groups"]
    assert all(group["rows"] == [] for group in groups)


def test_counts_follow_in_batches_and_once_a_day(round_):
    def teachers():
        return next(p for p in queries.participation(queries.round_of(round_.organisation, round_.uuid)) if p.key == "teachers")

    for _ in range(4):
        factories.answered(round_)
    assert teachers().least == 0, "four answers must not show one by one"
    factories.answered(round_)
    assert (teachers().least, teachers().count) == (5, None)
    operations.count_participation(round_=round_)
    for _ in range(5):
        factories.answered(round_)
    assert (teachers().least, teachers().count) == (10, 10)


@pytest.mark.parametrize(("counted", "seen"), [(0, (0, None)), (1, (1, None)), (4, (1, None)), (5, (5, None)), (9, (5, None)), (10, (10, 10))])
def test_the_organiser_sees_counts_as_coarsely_as_the_rule_says(here, aino, counted, seen):
    round_ = factories.opened(here, aino, headcounts={"teachers": 60})
    with scope(organisation=here):
        round_.groups.update(counted=counted)
    [line] = queries.participation(round_)
    assert (line.least, line.count) == seen


def test_only_one_round_of_a_kind_is_open(round_, here, aino):
    with pytest.raises(ValidationError, match="jo avoinna"):
        factories.opened(here, aino)
    assert factories.opened(here, aino, kind="targeted", items=["s-1.1-a"], team_version=None).items == ["s-1.1-a"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"days": -1}, "closes_on"),
        ({"days": 121}, "closes_on"),
        ({"headcounts": {"teachers": 0}}, "headcount_teachers"),
        ({"headcounts": {"teachers": 20_001}}, "headcount_teachers"),
        ({"headcounts": {"students": 5}}, "headcount_students"),
        ({"staff_version": None, "team_version": None}, "kind"),
        ({"kind": "targeted", "items": ["ei-ole"]}, "items"),
    ],
)
def test_what_cannot_be_opened_says_why(here, aino, values, field):
    with pytest.raises(ValidationError) as refused:
        factories.opened(here, aino, **values)
    assert field in refused.value.error_dict


def test_only_those_who_run_rounds_open_and_close_them(round_, here, eero, mikko, outi):
    for person in (eero, mikko, outi):
        with pytest.raises(PermissionDenied):
            operations.close_round(round_=round_, by=person)
        with pytest.raises(PermissionDenied):
            factories.opened(here, person, kind="targeted", items=["s-1.1-a"])


def test_a_replaced_link_opens_no_more_and_answers_stay(round_, aino):
    factories.answered(round_)
    old = factories.link(round_, "teachers")
    operations.replace_link(link=old, by=aino)
    assert queries.link_by_code(factories.code(round_, "teachers")).pk != old.pk
    assert counted(Respondent) == 1
    with pytest.raises(ValidationError):
        operations.replace_link(link=old, by=aino)


def test_links_are_forgotten_half_a_year_after_the_round(round_, aino):
    operations.close_round(round_=round_, by=aino)
    noon = clock.now().replace(hour=10)  # late in the evening an hour of summer time would be a day
    with time_machine.travel(noon + timedelta(days=183), tick=False):
        operations.forget_old_links(kept=timedelta(days=183))
        assert counted(RoundLink) == 4
    with time_machine.travel(noon + timedelta(days=185), tick=False):
        operations.forget_old_links(kept=timedelta(days=183))
        assert counted(RoundLink) == 0


def test_nothing_leads_from_an_answer_to_a_person_or_a_time():
    for model in (Respondent, Answer):
        fields = {field.name: field for field in model._meta.concrete_fields}
        assert not {f.related_model.__name__ for f in fields.values() if f.related_model} - {"RoundGroup", "Respondent"}
        assert not [name for name, f in fields.items() if f.get_internal_type() in ("DateTimeField", "AutoField", "BigAutoField")]


def test_one_background_question_with_four_answers_and_no_free_text():
    assert [group.value for group in Group] == ["management", "teachers", "guidance", "support"]
    assert {field.name for field in Respondent._meta.concrete_fields} == {"id", "group", "resume_hash", "submitted_on"}
    assert {field.name for field in Answer._meta.concrete_fields} == {"id", "respondent", "item", "value", "answered_on"}
    assert set(VALUES) == {"1", "2", "3", "4", "5", "dont_know", "not_applicable"}


def test_rounds_are_private_to_their_organisation(round_, outi):
    from osaava.network.api import organisation_by_key

    elsewhere = organisation_by_key("muualla-opisto")
    assert queries.rounds_of(elsewhere) == []
    assert queries.round_of(elsewhere, round_.uuid) is None
