"""What the profile says, in words and in order. Page, PDF, Word and tables print it and add nothing, so all of them say the same numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from osaava.capability.anonymity import FindingKind, Reason, Refusal, Value
from osaava.capability.documents import pictures, words
from osaava.capability.queries import Profile
from osaava.ui.templatetags.osaava_ui import day

AGAINST = ("network", "class")
"""What the band in the pictures can be of."""


@dataclass(frozen=True)
class Table:
    """A table in words; the first cell of a row is its header."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture with the finding it shows as its title, and the same as a table."""

    name: str
    title: str
    facts: str
    svg: str
    description: str
    table: Table
    key: list[dict] = field(default_factory=list)
    square: bool = False

    @property
    def address(self) -> str:
        """The picture in itself, for documents that fetch nothing."""
        return pictures.as_address(pictures.standing_alone(self.svg)[0])


@dataclass(frozen=True)
class ProfileContent:
    """The whole profile in one language."""

    organisation: str
    title: str
    facts: str
    source: str
    summary: tuple[str, ...]
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    evidence: tuple[tuple[str, str], ...]
    closed_on: date
    file_name: str
    """Without its ending."""


def content_of(profile: Profile, *, against: str = "network") -> ProfileContent:
    """The profile in the active language; `against` is one of `AGAINST`."""
    organisation, round_ = profile.round.organisation, profile.round
    return ProfileContent(
        organisation=organisation.name, title=_("Digital capability: %(round)s") % {"round": round_.name}, facts=_facts(profile),
        source=_source(profile), summary=tuple(_summary(profile)), notes=tuple(_notes(profile)), pictures=tuple(_pictures(profile, against)),
        tables=tuple(_tables(profile)), evidence=tuple(_evidence(profile)), closed_on=round_.closed_on,
        file_name="-".join((organisation.key, _("digital-capability"), f"{round_.closed_on:%Y-%m}")),
    )


def _facts(profile: Profile) -> str:
    closed = _("round closed on %(day)s") % {"day": day(profile.round.closed_on)}
    if profile.published is None:
        return closed
    published = profile.published
    people = _("%(respondents)s of %(headcount)s people answered") % {"respondents": published.respondents, "headcount": published.headcount}
    return f"{people} · {closed}"


def _source(profile: Profile) -> str:
    parts = [_("Self-assessment of %(name)s, %(facts)s.") % {"name": profile.round.organisation.name, "facts": _facts(profile)}]
    if profile.benchmark:
        values = {"day": day(profile.benchmark.made_on), "count": profile.benchmark.organisations}
        parts.append(_("Network on %(day)s: %(count)s organisations, each counted once.") % values)
    return " ".join(parts)


def _summary(profile: Profile) -> list[str]:
    """The profile in a nutshell: named findings, or that there are none."""
    if profile.published is None:
        return [_("Staff were not asked in this round. The profile shows what management agreed on.")]
    if not profile.has_levels:
        return [_("Too few answers to show a level. Results are shown when at least 5 people of a group have answered.")]
    levels = [line.own.mean for line in profile.lines if isinstance(line.own, Value)]
    sentences = [_("The themes are between levels %(low)s and %(high)s.") % {"low": words.number(min(levels)), "high": words.number(max(levels))}]
    order = (FindingKind.HIGHEST, FindingKind.LOWEST, FindingKind.DIVERGENCE, FindingKind.CHANGE)
    found = sorted(profile.published.findings, key=lambda finding: order.index(finding.kind))
    sentences += [words.finding(finding) for finding in found]
    if not found:
        sentences.append(_("Differences between themes and groups are so small that chance alone could make them."))
    return sentences


def _notes(profile: Profile) -> list[str]:
    """What to keep in mind: what rests on few answers, what is not shown, what the numbers are."""
    if profile.published is None:
        return []
    notes = []
    if few := [line.label for line in profile.lines if isinstance(line.own, Value) and line.own.rests_on_few]:
        notes.append(_("Rests on few answers (fewer than 10): %(themes)s.") % {"themes": ", ".join(few)})
    small = [card for card in profile.published.groups if card.shown_in != card.key]
    for card in small:
        where = _("counted with the other groups") if card.shown_in else _("not shown")
        values = {"group": words.group(card.key), "where": where}
        notes.append(_("%(group)s: fewer than 5 answers or needed to protect another group; %(where)s.") % values)
    if any(card.headcount_too_small for card in profile.published.groups):
        notes.append(_("More people answered than were said to work in a group; its intervals are wider than they need to be."))
    if profile.previous and profile.previous.imported:
        values = {"name": profile.previous.name, "source": profile.previous.source}
        notes.append(_("The previous point %(name)s was brought in from elsewhere (%(source)s); it was measured with other questions.") % values)
    notes.append(_("The interval says where the level would lie if all staff had answered; it knows how many people work in each group."))
    notes.append(_("Levels describe the organisation's practice, not people's skills. Organisations are not put in an order."))
    return notes


def _title(profile: Profile, kinds: tuple[FindingKind, ...], otherwise: str) -> str:
    """The first finding of the kinds, in words and without its full stop."""
    findings = profile.published.findings if profile.published else ()
    return next((words.finding(f).rstrip(".") for kind in kinds for f in findings if f.kind is kind), otherwise)


def _pictures(profile: Profile, against: str) -> list[Picture]:
    if profile.published is None:
        return []
    title = _title(profile, (FindingKind.HIGHEST, FindingKind.LOWEST, FindingKind.CHANGE), _("Levels by theme"))
    scale = _("Levels 1–5 · %(facts)s") % {"facts": _facts(profile)}
    levels, views = _levels(profile), _views(profile)
    said, glance = pictures.all_described(profile, against), _("Eight themes at a glance")
    differ = _title(profile, (FindingKind.DIVERGENCE,), _("Views by group"))
    bands = pictures.bands(profile, against=against, title=title)
    radar = pictures.radar(profile, against=against, title=glance)
    return [
        Picture("bands", title, scale, bands, said, levels, pictures.bands_key(profile, against)),
        Picture("radar", glance, scale, radar, said, _glance(profile, against, glance), square=True),
        Picture(
            "groups", differ, " · ".join((scale, *_hidden(profile))), pictures.groups(profile, title=differ),
            pictures.all_groups_described(profile), views, pictures.groups_key(profile),
        ),
    ]


def _hidden(profile: Profile) -> list[str]:
    """The groups that have no figures at all, with the reason, for the line above the picture."""
    found = []
    for card in profile.published.groups if profile.published else ():
        cells = [line.groups.get(card.key) for line in profile.lines]
        refusals = [cell for cell in cells if isinstance(cell, Refusal)]
        if len(refusals) == len(cells):
            reasons = [cell for cell in refusals if cell.reason is not Reason.NOT_ASKED] or refusals
            found.append(f"{words.group(card.key)}: {words.short_reason(reasons[0])}")
    return found


def _levels(profile: Profile) -> Table:
    head = (
        _("Theme"), _("Level"), _("Interval, 95 %"), _("People who answered"), _("Network: middle half"), _("Network: median"),
        _("Size class: middle half"), _("Size class: median"), _("Previous"), _("Change since the previous"), _("Management agreed"), _("Target"),
    )
    rows = tuple(
        (
            line.label, words.cell(line.own), *_own(line.own), words.band(line.network), words.median(line.network), words.band(line.size_class),
            words.median(line.size_class), _level(line.previous),
            words.signed(line.change.value) if line.change else "–", _level(line.team), _level(line.target),
        )
        for line in profile.lines
    )
    return Table(_("Levels by theme"), head, rows)


def _glance(profile: Profile, against: str, caption: str) -> Table:
    """What the radar draws."""
    of = _("Size class: middle half") if against == "class" else _("Network: middle half")
    rows = tuple((line.label, words.cell(line.own), words.band(pictures.compared(line, against))) for line in profile.lines)
    return Table(caption, (_("Theme"), _("Level"), of), rows)


def _own(cell) -> tuple[str, str]:
    return ("–", "–") if isinstance(cell, Refusal) else (words.interval(cell.interval), str(cell.n))


def _level(value: float | None) -> str:
    return "–" if value is None else words.number(value)


def _views(profile: Profile) -> Table:
    head = (_("Theme"), *(words.group(key) for key in profile.columns))
    rows = tuple((line.label, *(words.cell(line.groups.get(key)) for key in profile.columns)) for line in profile.lines)
    return Table(_("Views by group"), head, rows)


def _tables(profile: Profile) -> list[Table]:
    """Team beside staff, competence by competence; the trend."""
    found = [] if profile.published is None else [_levels(profile), _views(profile)]
    if profile.claims:
        head = (_("Competence"), _("Management agreed"), _("Staff"), _("Target"))
        claims = {claim.competence: claim for claim in profile.claims}
        lines = [line for line in profile.competences if line.key in claims]
        rows = tuple((line.label, str(claims[line.key].level), words.cell(line.own), _level(line.target)) for line in lines)
        found.append(Table(_("Management's assessment beside the view of staff"), head, rows))
    if len(profile.trend) > 1:
        names = (_("%(name)s (brought in)") % {"name": point.name} if point.imported else point.name for point in profile.trend)
        over_time = tuple((line.label, *(_level(point.levels.get(line.key)) for point in profile.trend)) for line in profile.lines)
        found.append(Table(_("Round by round"), (_("Theme"), *names), over_time))
    return found


def _evidence(profile: Profile) -> list[tuple[str, str]]:
    """Competence and what management gives as evidence, with its day."""
    labels = {line.key: line.label for line in profile.competences}
    return [
        (labels[claim.competence], f"{claim.evidence} ({day(claim.evidence_on)})" if claim.evidence_on else claim.evidence)
        for claim in profile.claims
        if claim.evidence and claim.competence in labels
    ]
