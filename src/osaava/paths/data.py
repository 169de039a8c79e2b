"""A path as plain values, named by stable keys: what forms, Markdown files and operations hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class StepData:
    """One unit on the path by its slug. `version` None: the latest published one."""

    unit: str
    version: int | None = None


@dataclass
class StageData:
    """A named part of the path; the title by language."""

    title: dict[str, str] = field(default_factory=dict)
    steps: list[StepData] = field(default_factory=list)


@dataclass
class PathData:
    """A whole path. Texts by language; the primary language is there always."""

    slug: str = ""
    primary: str = "fi"
    title: dict[str, str] = field(default_factory=dict)
    summary: dict[str, str] = field(default_factory=dict)
    body: dict[str, str] = field(default_factory=dict)
    target_groups: list[str] = field(default_factory=list)
    owner: str = ""
    licence: str = "CC-BY-4.0"
    stages: list[StageData] = field(default_factory=list)

    @property
    def steps(self) -> list[StepData]:
        """All steps in order."""
        return [step for stage in self.stages for step in stage.steps]

    @classmethod
    def from_dict(cls, found: dict) -> PathData:
        """From what `library.api.read_path` gives."""
        return cls(
            slug=found["slug"],
            primary=found["primary"],
            title=dict(found["title"]),
            summary=dict(found["summary"]),
            body=dict(found["body"]),
            target_groups=list(found.get("target_groups", [])),
            owner=found.get("owner", ""),
            licence=found.get("licence", ""),
            stages=[StageData(dict(s["title"]), [StepData(step["unit"], step.get("version")) for step in s["steps"]]) for s in found["stages"]],
        )

    def to_dict(self) -> dict:
        """What `library.api.write_path` takes."""
        return {
            "slug": self.slug,
            "primary": self.primary,
            "title": self.title,
            "summary": self.summary,
            "body": self.body,
            "target_groups": self.target_groups,
            "owner": self.owner,
            "licence": self.licence,
            "stages": [{"title": s.title, "steps": [{"unit": x.unit, "version": x.version} for x in s.steps]} for s in self.stages],
        }
