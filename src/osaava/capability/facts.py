"""What happens in self-assessment that other apps hear of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class RoundOpened:
    """An assessment round was opened; its instruments are frozen from now on."""

    round_uuid: uuid.UUID
    organisation_uuid: uuid.UUID
    kind: str


@dataclass(frozen=True)
class RoundClosed:
    """A round closed and its snapshot stands; `threads` are the goals' codes that a targeted round measured."""

    round_uuid: uuid.UUID
    organisation_uuid: uuid.UUID
    kind: str
    threads: tuple[str, ...] = ()
