"""The closed loop of the demo network: rounds of self-assessment, plans, personal paths and work orders, as if they had gone on for a year.

Calls operations on the days when things happened (`clock.standing_at`). Answers come from the simulation of the capability app, seeded; rounds and
what they show are then closed and published by the same code as real ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from osaava.accounts.api import Person
from osaava.analytics.api import draw_picture, share_levels
from osaava.base import clock
from osaava.capability.api import (
    Group,
    Round,
    agree_team_assessment,
    answer_personal,
    claim_level,
    close_round,
    correct_levels,
    count_participation,
    enter_answers,
    import_earlier_results,
    latest_version,
    measures_for,
    open_round,
    refresh_benchmarks,
    shape_of,
    start_personal,
    statement_asked,
)
from osaava.capability.simulation.model import GROUPS, THEMES, Simulated, World, simulate
from osaava.learning.api import make_plan, plan_for_many
from osaava.library.api import (
    answer_work_order,
    create_work_order,
    publish_unit,
    save_version,
    take_work_order,
    unit_by_slug,
    version_data,
)
from osaava.plans.api import (
    Action,
    ActionState,
    DevelopmentPlan,
    Goal,
    Outcome,
    Progress,
    add_action,
    assign_goal,
    check_in,
    close_goal,
    decide_goal,
    measure_effects,
    move_action,
    open_targeted,
    position_of,
    set_importance,
    start_plan,
    starting_level,
)
from osaava.project.demo_people import EXAMPLE, STARS, DemoPerson
from osaava.project.demo_words import EARLIER_MAPPING, EARLIER_TABLE, WORDS, Words
from osaava.themes.api import all_competences, all_target_groups, all_themes

SEED = 2027
WORLD = World(items_per_theme=4, response=(0.55, 0.85))
OTHERS = {"s": 1, "m": 9, "l": 1}
"""How many organisations of each size class have two rounds behind them, beside those where a named demo person works."""
MOST_STAFF = {"management": 12, "teachers": 70, "guidance": 18, "support": 20}
ONLY_FIRST = 0.7
"""Share of respondents who answer the first set and stop there."""
FIRST_ROUND, SECOND_ROUND, TARGETED = (timedelta(days=days) for days in (340, 75, 24))
LASTS = timedelta(days=14)
AFTER_FIRST, AFTER_SECOND, AFTER_TARGETED = (timedelta(days=days) for days in (312, 47, 8))
"""How long ago goals were chosen after each round."""
OPEN_SINCE = timedelta(days=6)
GOALS = (
    ("6.2", "Ohjauksen tieto näkyväksi kaikille, jotka ohjaavat", ("guidance", "teachers"), 3, AFTER_FIRST),
    ("2.3", "Opimme digitaitoja toisiltamme työn lomassa", ("teachers", "support"), 3, AFTER_SECOND),
    ("8.2", "Avoimet aineistot löytyvät ja kelpaavat käyttöön", ("teachers", "development"), 2, AFTER_SECOND),
    ("5.5", "Tekoälyn käytöstä sovitaan jokaisessa tehtävänannossa", ("teachers",), 2, AFTER_TARGETED),
)
"""Competence, title, target groups, importance, and how long ago it was chosen. The first one is asked again and reached."""
LIFT = 1
"""By how many points the answers on the first goal are higher in the targeted round, for two people of three."""
PROGRESS = (Progress.ON_TRACK, Progress.SLOW, Progress.ON_TRACK)
ELSEWHERE = {
    "lakeudenportin-koulutuskuntayhtyma": ("4.2", ("teachers",)), "aallokon-ammattiopisto": ("4.2", ("teachers", "development")),
    "ahjolan-ammattikoulu": ("4.2", ("teachers",)),
    "haapavirran-koulutuskeskus": ("8.5", ("teachers",)), "jokivarren-terveysopisto": ("8.5", ("teachers", "guidance")),
    "kantatien-logistiikkakoulu": ("8.5", ("teachers",)),
    "bergnas-yrkesskola": ("2.4", ("support",)), "arkipelagens-yrkesinstitut": ("2.4", ("support", "development")),
    "airiston-merenkulkukoulu": ("2.4", ("support",)),
    "halliskosken-ammattiopisto": ("5.5", ("teachers",)), "havukan-ammattiopisto": ("5.5", ("teachers",)),
}  # fmt: skip
"""The focus area of other organisations, and whom it concerns: three or more aim at the same, and units for it are lacking."""
SHARING = ("haapavirran-koulutuskeskus", "bergnas-yrkesskola", "kantatien-logistiikkakoulu")
"""Organisations that let the coordinator see their levels."""
ORDERS = (("6.2", "guidance", "sv", False), ("2.3", "support", "fi", True), ("8.2", "teachers", "sv", True), ("4.2", "teachers", "fi", False))
"""Competence, target group, language, and whether a theme team has taken the order."""
FULFILLED = ("8.3", "guidance", "fi", "saanko-kayttaa-tata-kuvaa")
"""An order that is done, and the unit that Mikko's organisation made to answer it also for this target group."""
WITH_TEAM = 4
"""In so many organisations management assesses itself as well."""
WITH_PATH = 8
"""So many people of Esimerkkiopisto beside Aino have a personal path."""
ASSESSED_THEMSELVES = 2
"""So many of them have assessed their own competence, as Aino has."""
AINO_SAYS = {"2.3": 2, "5.5": 1, "8.2": 2}
"""What Aino corrected in her result: where the goals aim at and the library has a unit for her next step."""
EARLIER = timedelta(days=900)
"""How long ago Esimerkkiopisto measured something with another instrument."""
OPEN_ROUNDS = ("lakeudenportin-koulutuskuntayhtyma", "haapavirran-koulutuskeskus", "bergnas-yrkesskola")
"""Where a third round is open now."""


def load_loop(
    *, plan: list[DemoPerson], people: dict[str, Person], organisations: dict, now: datetime, say: Callable[[str], None] = lambda text: None
) -> None:
    """Build the loop on the demo network's people; once, in the caller's transaction."""
    loop = _Loop(plan, people, organisations, now)
    loop.bring_in_earlier()
    loop.assess(0, FIRST_ROUND)
    loop.start_plans()
    loop.decide(AFTER_FIRST)
    loop.assess(1, SECOND_ROUND)
    say(f"{len(loop.assessed)} organisations with two rounds; now plans and paths ...")
    loop.decide(AFTER_SECOND)
    loop.decide_elsewhere()
    loop.ask_again(organisations[EXAMPLE], loop.leads[EXAMPLE], loop.goals[GOALS[0][0]])
    loop.decide(AFTER_TARGETED)
    loop.assess_now()
    loop.learn()
    loop.order()
    loop.share()


class _Loop:
    """The loop of the network, in the order in which it happened."""

    def __init__(self, plan: list[DemoPerson], people: dict[str, Person], organisations: dict, now: datetime) -> None:
        self.plan, self.people, self.organisations, self.now = plan, people, organisations, now
        self.chance = random.Random(SEED)  # noqa: S311 (the same every time is the point)
        self.staff, self.team = latest_version("staff"), latest_version("organisation")
        self.shape = shape_of(self.staff.pk)
        self.competences = {competence.key: competence for competence in all_competences()}
        self.leads = {entry.key: people[entry.email] for entry in plan if entry.role == "digital_lead"}
        self.assessed = self._choose()
        self.goals: dict[str, Goal] = {}
        self.plans: dict[str, DevelopmentPlan] = {}

    def _choose(self) -> dict[str, tuple[Simulated, ...]]:
        """Organisation key -> its simulated rounds: one of the same size class, in both lists' order."""
        wanted, left = [EXAMPLE, *OPEN_ROUNDS], dict(OTHERS)
        for key, organisation in self.organisations.items():
            if key not in wanted and left.get(organisation.size_class, 0) > 0:
                wanted.append(key)
                left[organisation.size_class] -= 1
        simulated = list(simulate(SEED, organisations=3 * len(wanted), rounds=3, world=WORLD))
        found = {}
        for key in wanted:
            size = self.organisations[key].size_class
            like = next((one for one in simulated if one[0].snapshot.size_class == size), simulated[0])
            simulated.remove(like)
            found[key] = like
        return found

    def _words(self, key: str) -> Words:
        return WORDS["sv" if self.organisations[key].language_profile == "sv" else "fi"]

    def bring_in_earlier(self) -> None:
        """What Esimerkkiopisto measured before: the first point of its trend."""
        at = self.now - EARLIER
        with clock.standing_at(at + timedelta(days=500)):
            import_earlier_results(
                organisation=self.organisations[EXAMPLE], by=None, name="Oma digikysely", assessed_on=at.date(), table=EARLIER_TABLE.encode(),
                mapping=EARLIER_MAPPING.encode(),
            )

    def assess(self, number: int, ago: timedelta) -> None:
        """A full round in each organisation, closed, and the network's bands after it."""
        for place, key in enumerate(self.assessed):
            began = self.now - ago - timedelta(days=place % 7)
            round_ = self._opened(key, began, number=number, with_team=place < WITH_TEAM)
            with clock.standing_at(began + LASTS):
                close_round(round_=round_, by=None)
        with clock.standing_at(self.now - ago + LASTS + timedelta(days=1)):
            refresh_benchmarks()

    def assess_now(self) -> None:
        """A third round that is open today."""
        for key in OPEN_ROUNDS:
            round_ = self._opened(key, self.now - OPEN_SINCE, number=2, share=0.5, lasts=OPEN_SINCE + LASTS)
            count_participation(round_=round_)

    def _opened(self, key: str, began: datetime, *, number: int, share: float = 1.0, lasts=LASTS, with_team=False) -> Round:
        """A round that opens on a day and is answered the day after; `number`: which of the simulated rounds it takes its answers from."""
        answers = self.assessed[key][number].snapshot
        crowd = {group.key: group for group in answers.groups}
        with clock.standing_at(began):
            today = clock.today()
            round_ = open_round(
                organisation=self.organisations[key], by=None, name=self._words(key).rounds[number], opens_on=today,
                closes_on=today + lasts, staff_version=self.staff,
                team_version=self.team if with_team else None,
                headcounts={group: min(crowd[group].headcount, MOST_STAFF[group]) for group in GROUPS},
            )
        with clock.standing_at(began + timedelta(days=1)):
            self._answer(round_, crowd, share)
            if with_team:
                self._agree(round_, number)
        return round_

    def _answer(self, round_: Round, crowd: dict, share: float = 1.0, lift: int = 0) -> None:
        for key in Group.values:
            rows = crowd[key].rows[: int(MOST_STAFF[key] * 0.8 * share)]
            asked = self.shape.asked(group=key, only=round_.items)
            enter_answers(round_=round_, group_key=key, rows=[self._sheet(row, asked, bool(round_.items), lift) for row in rows])

    def _sheet(self, row: tuple, asked: list, whole: bool, lift: int) -> dict[str, str]:
        """One simulated row as answers to the instrument's items: the n-th item of a theme gets the theme's n-th answer."""
        whole = whole or self.chance.random() > ONLY_FIRST
        higher = lift if self.chance.random() < 2 / 3 else 0
        sheet = {}
        for item in asked:
            if not (whole or item.first):
                continue
            value = row[THEMES.index(item.theme) * WORLD.items_per_theme + self._place(item)]
            if value is not None:
                sheet[item.key] = str(min(5, value + higher) if isinstance(value, int) else value)
        return sheet

    def _place(self, item) -> int:
        return [other.key for other in self.shape.items if other.theme == item.theme].index(item.key) % WORLD.items_per_theme

    def _agree(self, round_: Round, number: int) -> None:
        """Management sets a level for each competence, with evidence for some, and writes down that it agreed."""
        lead = self.leads[round_.organisation.key]
        for place, item in enumerate(shape_of(self.team.pk).asked()):
            level = min(5, max(1, round(self.chance.gauss(2.6 + number * 0.3, 0.8))))
            evidence = self._words(round_.organisation.key).evidence if place % 3 == 0 else ""
            claim_level(round_=round_, item_key=item.key, level=level, by=lead, evidence=evidence, evidence_on=clock.today() if evidence else None)
        agree_team_assessment(round_=round_, agreed_on=clock.today(), by=lead)

    def start_plans(self) -> None:
        """A plan in Esimerkkiopisto and in other organisations, ten days after their first round."""
        for key in (EXAMPLE, *ELSEWHERE):
            with clock.standing_at(self.now - FIRST_ROUND + LASTS + timedelta(days=10)):
                today = clock.today()
                self.plans[key] = start_plan(
                    organisation=self.organisations[key], by=self.leads[key], name=self._words(key).plan, starts_on=today,
                    ends_on=today + timedelta(days=640),
                )
        set_importance(plan=self.plans[EXAMPLE], by=self.leads[EXAMPLE], importance={"tahtitorni": 3, "kasvihuone": 3, "tori": 1})

    def decide(self, ago: timedelta) -> None:
        """Esimerkkiopisto's goals that were chosen so long ago, with their actions."""
        eero = self.leads[EXAMPLE]
        for competence, title, groups, importance, chosen in GOALS:
            if chosen == ago:
                with clock.standing_at(self.now - ago):
                    self.goals[competence] = self._goal(self.plans[EXAMPLE], eero, competence, title, groups, importance)
                self._act(self.goals[competence], eero, self.now - ago + timedelta(hours=3))

    def decide_elsewhere(self) -> None:
        """One goal in each of the other plans; actions and check-ins where a round is open now."""
        for key, (competence, groups) in ELSEWHERE.items():
            language = "sv" if self._words(key) is WORDS["sv"] else "fi"
            with clock.standing_at(self.now - AFTER_SECOND):
                title = self.competences[competence].name.in_language(language)
                goal = self._goal(self.plans[key], self.leads[key], competence, title, groups, 2)
            if key in OPEN_ROUNDS:
                self._act(goal, self.leads[key], self.now - AFTER_SECOND + timedelta(days=1))

    def _goal(self, plan, by: Person, competence: str, title: str, groups: tuple[str, ...], importance: int) -> Goal:
        start = starting_level(position_of(plan.organisation), competence)
        wanted = min(5, int(start.level if start else 2) + 1)
        goal = decide_goal(
            plan=plan, by=by, competence=self.competences[competence], title=title, wanted=wanted, owner=by, start=start, importance=importance,
            due_on=self.now.date() + timedelta(days=240),
        )
        return assign_goal(goal=goal, by=by, groups=groups)

    def _act(self, goal: Goal, by: Person, began: datetime) -> None:
        """An action in each column of the board, from the package's measures and then in own words, and check-ins since."""
        language = "sv" if goal.plan.organisation.language_profile == "sv" else "fi"
        ready = [(m.title.in_language(language), m.text.in_language(language), m.hours, m.key) for m in measures_for(goal.competence.key)]
        words = WORDS[language]
        own = [(title, "", 12, "") for title in words.actions]
        actions: list[Action] = []
        with clock.standing_at(began):
            for title, text, hours, template in [*ready, *own][: len(ActionState.values)]:
                due = self.now.date() + timedelta(days=30 + 25 * len(actions))
                actions.append(add_action(goal=goal, by=by, title=title, text=text, owner=by, effort_hours=hours, due_on=due, template=template))
        steps = (self.now - began) / (len(PROGRESS) + 2)
        with clock.standing_at(began + steps):
            for action, state in zip(actions, ActionState.values, strict=True):
                if state != ActionState.PROPOSED:
                    move_action(action=action, by=by, to=state)
        for number, (progress, text) in enumerate(zip(PROGRESS, words.check_ins, strict=True), start=2):
            with clock.standing_at(began + number * steps):
                check_in(goal=goal, by=by, progress=progress, text=text, action=actions[2] if number == 2 else None)

    def ask_again(self, organisation, by: Person, goal: Goal) -> None:
        """The finished targeted re-assessment: the goal's items are asked again, the change is measured, the goal is closed as reached."""
        with clock.standing_at(self.now - TARGETED):
            round_ = open_targeted(
                organisation=organisation, by=by, goals=[goal], name=WORDS["fi"].again, closes_on=clock.today() + LASTS
            )
        with clock.standing_at(self.now - TARGETED + timedelta(days=1)):
            self._answer(round_, {group.key: group for group in self.assessed[EXAMPLE][0].snapshot.groups}, lift=LIFT)
        with clock.standing_at(self.now - TARGETED + LASTS):
            close_round(round_=round_, by=by)
            measure_effects(round_=round_)
            close_goal(goal=goal, by=by, outcome=Outcome.REACHED)

    def learn(self) -> None:
        """Personal paths towards the goals' aims, some of them after an own assessment."""
        groups = {group.key: group for group in all_target_groups()}
        aino = STARS["aino"]
        colleagues = [e for e in self.plan if e.key == EXAMPLE and e is not aino and e.group in {"teachers", "guidance", "support"}]
        for number, entry in enumerate([aino, *colleagues[:WITH_PATH]]):
            if number <= ASSESSED_THEMSELVES:
                self._assess_oneself(self.people[entry.email], entry.group)
            if entry is aino:
                correct_levels(by=self.people[entry.email], levels=AINO_SAYS)
            make_plan(by=self.people[entry.email], hours=Decimal(1 + number % 3), languages=("fi",), target_group=groups[entry.group])
        plan_for_many(organisation=self.organisations[EXAMPLE], hours_per_month=Decimal(2), by=self.leads[EXAMPLE])

    def _assess_oneself(self, person: Person, group: str) -> None:
        with clock.standing_at(self.now - timedelta(days=20)):
            assessment = start_personal(by=person, group=group)
            while item := statement_asked(assessment):
                value = self.chance.choices(("yes", "partly", "no"), (3, 4, 3))[0]
                if answer_personal(by=person, assessment=assessment, item=item, value=value):
                    return

    def order(self) -> None:
        """Work orders for what is lacking: open, taken, and one that is done."""
        themes, groups = {theme.key: theme for theme in all_themes()}, {group.key: group for group in all_target_groups()}
        mikko = self.organisations[STARS["mikko"].key]
        wanted: list[tuple[str, str, str, bool]] = [*ORDERS, (*FULFILLED[:3], True)]
        for competence, group, language, taken in wanted:
            goal = self.goals.get(competence)
            with clock.standing_at(self.now - timedelta(days=19)):
                order = create_work_order(
                    theme=themes[self.competences[competence].theme.key], target_group=groups[group], language=language, competence_key=competence,
                    by=None, reason="Painopisteillä on tälle kohderyhmälle liian vähän osioita.", threads=[goal.thread] if goal else [],
                )
            if taken:
                with clock.standing_at(self.now - timedelta(days=16)):
                    take_work_order(order=order, organisation=mikko, by=None)
        with clock.standing_at(self.now - timedelta(days=3)):
            self._fulfil(order, FULFILLED[3])

    def _fulfil(self, order, slug: str) -> None:
        """Mikko makes a version of a unit that serves the order's target group too, and publishes it."""
        mikko, unit = self.people[STARS["mikko"].email], unit_by_slug(slug)
        data = version_data(unit.draft)
        data.target_groups.append(order.target_group.key)
        version = save_version(unit=unit, data=data, by=mikko, base_number=unit.draft.number, note="Sopii nyt myös ohjaajille.")
        answer_work_order(order=order, unit=version.unit, by=mikko)
        publish_unit(unit=version.unit, by=mikko)

    def share(self) -> None:
        """Some organisations show their levels to the coordinator; then the network is counted."""
        for key in SHARING:
            share_levels(organisation=self.organisations[key], by=self.leads[key])
        draw_picture()
