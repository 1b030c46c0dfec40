"""How a sentence of a paper stands: on nothing, on what changed since, beside its evidence or as the evidence says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xingzhi.publish.papers.changed import Change
from xingzhi.publish.papers.rewritten import DIFFERS, UNCHECKED

BARE, FALLEN = "bare", "fallen"
KINDS = (BARE, FALLEN, DIFFERS, UNCHECKED)
UNSAID = "unsaid"  # the value it rests on is not what the sentence says
SAID = {BARE: "无依据", FALLEN: "依据有变", DIFFERS: "与依据不符", UNCHECKED: "改写后未核对"}  # as files say it


@dataclass(frozen=True)
class Standing:
    """A sentence: the fault of each thing it rests on ("" where it stands); nothing at all is a fault too."""

    id: int
    text: str
    faults: tuple[str, ...]
    changes: tuple[list[Change], ...] = ()  # beside the faults: what was and what is
    wording: str = ""  # what is wrong with how it says what its sources say
    unmet: tuple[str, ...] = ()  # its numbers that stand in no source

    @property
    def marked(self) -> bool:
        """Whether the sentence is to be looked at."""
        return bool(self.kinds)

    @property
    def bare(self) -> bool:
        """Whether it rests on nothing."""
        return not self.faults

    @property
    def kinds(self) -> tuple[str, ...]:
        """Why it is to be looked at, of `KINDS`."""
        if self.bare:
            return (BARE,)
        fallen = any(fault not in ("", UNSAID) for fault in self.faults)
        differs = self.wording == DIFFERS or UNSAID in self.faults
        held = {FALLEN: fallen, DIFFERS: differs, UNCHECKED: self.wording == UNCHECKED and not differs}
        return tuple(kind for kind, is_so in held.items() if is_so)


def counted(standings: Iterable[Standing]) -> dict[str, int]:
    """How many sentences there are of each of `KINDS`."""
    kinds = [kind for each in standings for kind in each.kinds]
    return {kind: kinds.count(kind) for kind in KINDS}


def said(standing: Standing) -> str:
    """The mark of a sentence in a file, with the numbers that stand in no source."""
    unmet = f"：{'、'.join(standing.unmet)}" if standing.unmet else ""
    return "".join(f"【{SAID[kind]}{unmet if kind == DIFFERS else ''}】" for kind in standing.kinds)
