"""Turn findings and conflicts into clues; a finding met before keeps its clue and its judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xingzhi.cases.cluster_models import ClusterMember
from xingzhi.cases.models import CONFLICTS, Clue, ClueRecord, Verdict
from xingzhi.registers.models import MODELS

CHUNK = 1_000


@dataclass(frozen=True)
class Found:
    """A finding on its way to becoming a clue."""

    register: str
    keys: tuple[str, ...]
    relation: str
    group: str
    score: float | None = None
    kinds: tuple[str, ...] = ()
    about: str = ""  # what else tells two clues over the same records apart
    evidence: dict[str, Any] = field(default_factory=dict)

    def clue_key(self, screening: str) -> str:
        """The name under which the same finding is met again."""
        return "|".join((screening, self.about, *sorted(self.keys)))

    @property
    def marks(self) -> str:
        """All its kinds in one text that can be searched: "|a|b|"."""
        return f"|{'|'.join(self.kinds)}|" if self.kinds else ""


def collect(screening: str, run: int | None, findings: Sequence[Found]) -> dict[str, int]:
    """Add clues for new findings and refresh the known ones; return how many of each. One chunk, one transaction."""
    by_key = {found.clue_key(screening): found for found in findings}
    known = {clue.key: clue for clue in Clue.objects.filter(key__in=list(by_key))}
    fresh = [
        Clue(
            screening=screening,
            key=key,
            relation=found.relation,
            kinds=found.marks,
            group=found.group,
            score=found.score,
            evidence=found.evidence,
            run=run,
        )
        for key, found in by_key.items()
        if key not in known
    ]
    Clue.objects.bulk_create(fresh)
    if screening == CONFLICTS:
        reopen([clue.pk for key, clue in known.items() if clue.evidence["offered"] != by_key[key].evidence["offered"]])
    _refresh(known, by_key)
    Clue.objects.filter(pk__in=[clue.pk for clue in known.values()]).update(run=run, current=True)
    _own(fresh, by_key)
    return {"new": len(fresh), "known": len(known)}


def _refresh(known: Mapping[str, Clue], by_key: Mapping[str, Found]) -> None:
    """Write what is found otherwise than before; never what was judged. Most clues are found as they were."""
    changed = []
    for key, clue in known.items():
        found = by_key[key]
        values = {"relation": found.relation, "kinds": found.marks, "group": found.group, "score": found.score,
                  "evidence": found.evidence}  # fmt: skip
        if any(getattr(clue, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(clue, name, value)
            changed.append(clue)
    Clue.objects.bulk_update(changed, ["relation", "kinds", "group", "score", "evidence"], batch_size=200)


def reopen(conflicts: Sequence[int]) -> None:
    """Ask again where a source that was judged says something else now; what was said before stays in the history."""
    Clue.objects.filter(pk__in=conflicts).exclude(verdict=Verdict.UNSURE).update(verdict=Verdict.OPEN)


def _own(clues: Iterable[Clue], by_key: dict[str, Found]) -> None:
    """Write down which records a new clue speaks of and who owns them."""
    wanted: dict[str, set[str]] = {}
    for clue in clues:
        wanted.setdefault(by_key[clue.key].register, set()).update(by_key[clue.key].keys)
    regions = {
        register: dict(MODELS[register].objects.filter(key__in=keys).values_list("key", "region"))
        for register, keys in wanted.items()
    }
    ClueRecord.objects.bulk_create(
        ClueRecord(clue=clue, register=found.register, key=key, region=regions[found.register][key])
        for clue in clues
        for found in (by_key[clue.key],)
        for key in found.keys
        if key in regions[found.register]
    )


def refresh_regions(register: str, keys: Sequence[str]) -> None:
    """Follow records that moved to another region, so that their clues and clusters are seen there and no longer here."""
    regions = dict(MODELS[register].objects.filter(key__in=keys).values_list("key", "region"))
    for model in (ClueRecord, ClusterMember):
        moved = []
        for record in model.objects.filter(register=register, key__in=keys):
            if record.region != regions.get(record.key, record.region):
                record.region = regions[record.key]
                moved.append(record)
        model.objects.bulk_update(moved, ["region"])
