"""The demo network: an invented campus in the middle of its life, for a first look around.

Built only by calling operations, in one transaction: either all of it is there or nothing. Seeded, so it is the same every time; days are
reckoned back from the day of loading, so the learning in it is always under way.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from osaava.accounts.api import Person, create_operator, create_people, person_by_email, sign_in_link
from osaava.base import clock
from osaava.learning.api import choose_target_group, complete_unit, enrol, save_answer, set_visibility, visit_unit
from osaava.library.api import Unit, interactive, unit_page, units_by_ids, visible_units
from osaava.network.api import Membership, ThemeRoleKind, add_member, add_theme_team_member, give_network_role, roles_of
from osaava.network.demo_data import build_demo_network, demo_organisations
from osaava.paths.api import Path, path_rows, visible_paths
from osaava.project.demo_loop import load_loop
from osaava.project.demo_people import EXAMPLE, STARS, DemoPerson, demo_people
from osaava.themes.api import all_target_groups

ROLE_NAMES = {
    "aino": "Oppija, opettaja",
    "eero": "Digivastaava",
    "kaisa": "Verkoston koordinaattori",
    "mikko": "Sisällöntekijä",
    "outi": "Oppija toisaalla",
    "stina": "Digitaliseringsansvarig",
    "pia": "Ylläpitäjä",
}
TEAM_SIZE: dict[str, int] = {ThemeRoleKind.LEAD: 2, ThemeRoleKind.DEVELOPER: 1}
SHARE_OF_LEARNERS = {EXAMPLE: 0.9}
OTHERS_SHARE = 0.4
LONGEST_AGO = timedelta(days=150)


def is_loaded() -> bool:
    """Whether the demo people are here."""
    return person_by_email(STARS["aino"].email) is not None


def sign_in_links() -> list[tuple[str, str, str]]:
    """Role, name and sign-in address of each named demo person who is (still) here."""
    found = [(ROLE_NAMES[key], star.name, person_by_email(star.email)) for key, star in STARS.items()]
    return [(role, name, sign_in_link(person)) for role, name, person in found if person is not None]


@transaction.atomic
def load(*, say: Callable[[str], None] = lambda text: None) -> None:
    """Build the demo network once."""
    now = clock.now()
    with translation.override("fi"):
        organisations = build_demo_network()
        plan = demo_people(demo_organisations())
        people = _create_people(plan)
        memberships = _join(plan, people, organisations, now)
        with clock.standing_at(now - LONGEST_AGO):
            _fill_teams(plan, memberships, organisations)
        give_network_role(person=people[STARS["kaisa"].email], by=None)
        say(f"{len(people)} people in {len(organisations)} organisations; now their learning ...")
        done = _Learning(plan, people, now).run()
        say(f"{done} completed units; now self-assessments ...")
        load_loop(plan=plan, people=people, organisations=organisations, now=now, say=say)


def _create_people(plan: list[DemoPerson]) -> dict[str, Person]:
    operator = STARS["pia"]
    rows = [{"email": p.email, "name": p.name, "language": p.language} for p in plan if p is not operator]
    people = {person.email: person for person in create_people(rows=rows)}
    people[operator.email] = create_operator(email=operator.email, name=operator.name)
    return people


def _join(plan: list[DemoPerson], people: dict[str, Person], organisations: dict, now: datetime) -> dict[str, Membership]:
    chance = random.Random(1)  # noqa: S311 (the same every time is the point)
    memberships = {}
    for entry in plan:
        joined = now - LONGEST_AGO - timedelta(days=chance.randint(5, 200), minutes=chance.randint(0, 600))
        if entry.key:
            with clock.standing_at(joined):  # so that the list of what happened tells it on its day
                memberships[entry.email] = add_member(
                    organisation=organisations[entry.key], person=people[entry.email], role=entry.role, target_group_key=entry.group,
                    title=entry.title, at=joined,
                )  # fmt: skip
    return memberships


def _fill_teams(plan: list[DemoPerson], memberships: dict[str, Membership], organisations: dict) -> None:
    """Two people for a theme that the organisation leads, one where it develops; Mikko wherever his organisation leads."""
    for key, organisation in organisations.items():
        members = [entry for entry in plan if entry.key == key]
        members.sort(key=lambda entry: (entry is not STARS["mikko"], entry.role == "management", entry.group != "development"))
        for number, line in enumerate(roles_of(organisation)):
            size = TEAM_SIZE.get(line.kind, 0)
            first = 0 if line.kind == ThemeRoleKind.LEAD else number
            for offset in range(min(size, len(members))):
                entry = members[(first + offset) % len(members)]
                add_theme_team_member(membership=memberships[entry.email], theme=line.theme, by=None)


class _Learning:
    """Enrolments, completions and answers of the demo people."""

    def __init__(self, plan: list[DemoPerson], people: dict[str, Person], now: datetime) -> None:
        self.plan, self.people, self.now = plan, people, now
        self.chance = random.Random(2)  # noqa: S311 (the same every time is the point)
        self.groups = {group.key: group for group in all_target_groups()}
        self.units = {unit.pk: unit for unit in visible_units().order_by("pk")}
        self.paths = {path.pk: path for path in visible_paths()}
        self.by_group = {key: [row for row in path_rows(target_group=key) if row.unit_ids] for key in self.groups}
        self.done = 0

    def run(self) -> int:
        """Let everybody learn; returns how many units were completed."""
        for entry in self.plan:
            person = self.people[entry.email]
            if not entry.key:
                choose_target_group(by=person, target_group=self.groups[entry.group])
            if entry.part == "learner":
                self._aino(person)
            elif self.by_group[entry.group] and self._learns(entry):
                self._learn(person, entry)
        return self.done

    def _learns(self, entry: DemoPerson) -> bool:
        draw = self.chance.random()
        return bool(entry.part) or draw < SHARE_OF_LEARNERS.get(entry.key, OTHERS_SHARE)

    def _learn(self, person: Person, entry: DemoPerson) -> None:
        if self.chance.random() < 0.45:
            set_visibility(by=person, shows_name=True)
        row = self.by_group[entry.group][0]
        path = self.paths[row.path_id]
        ids = [pk for pk in row.unit_ids if pk in self.units]
        far = self.chance.choice((0, 1, 2, 3, 4, 5, 6, len(ids), len(ids)))
        started = self.now - timedelta(days=self.chance.randint(7, LONGEST_AGO.days - 5), minutes=self.chance.randint(0, 600))
        enrol(by=person, path=path, at=started)
        for at, pk in zip(self._moments(started, far), ids, strict=False):
            self._complete(person, self.units[pk], entry.language, path, at)
        if self.chance.random() < 0.25 and self.units:  # a unit outside the path, found by search or on a house page
            other = self.chance.choice(list(self.units.values()))
            self._complete(person, other, entry.language, None, started + (self.now - started) / 2)

    def _moments(self, started: datetime, count: int) -> list[datetime]:
        span = min(self.now - timedelta(hours=2) - started, timedelta(days=6 * count + 1))
        return sorted(started + span * self.chance.random() for _number in range(count))

    def _complete(self, person: Person, unit: Unit, language: str, path: Path | None, at: datetime) -> None:
        completion = complete_unit(by=person, unit=unit, language=language, path=path, at=at)
        self.done += completion.completed_at == at  # a unit met twice is done once

    def _aino(self, person: Person) -> None:
        """Aino is in the middle of her path: four units done, the fifth open with an answer and a note."""
        set_visibility(by=person, shows_name=True)
        rows = self.by_group["teachers"]
        if not rows:
            return
        path, ids = self.paths[rows[0].path_id], rows[0].unit_ids
        enrol(by=person, path=path, at=self.now - timedelta(days=24))
        for days, pk in zip((23, 18, 11, 6), ids, strict=False):
            self._complete(person, self.units[pk], "fi", path, self.now - timedelta(days=days))
        present = units_by_ids(ids[4:5])
        if not present:
            return
        page = unit_page(self.units[ids[4]].slug, "fi", person)
        self._open(person, page, path)

    def _open(self, person: Person, page, path: Path) -> None:
        at = self.now - timedelta(days=1, hours=3)
        visit_unit(by=person, unit=page.unit, path=path, at=at)
        for block in interactive(page.blocks):
            if block["kind"] == "checklist":
                save_answer(by=person, page=page, block=block["id"], value=[0], path=path, at=at)
            elif block["kind"] == "reflection":
                note = "Kokeilen tätä oman ryhmäni kanssa torstaina."
                save_answer(by=person, page=page, block=block["id"], value=note, path=path, at=at)
            elif block["kind"] == "quiz" and block["quiz"] == "single":
                save_answer(by=person, page=page, block=block["id"], value=0, path=path, at=at)
                return
