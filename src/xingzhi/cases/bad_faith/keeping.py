"""Keep what a run found: a finding met before is not doubled, and keeps what an officer said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from xingzhi.cases.bad_faith.models import PatternFinding
from xingzhi.cases.budget import chunks, show_best
from xingzhi.cases.matters.models import Matter
from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.bad_faith.lead import law_of
from xingzhi.screening.bad_faith.office import Placed
from xingzhi.screening.bad_faith.parties import folded
from xingzhi.screening.models import Run

AGENTS = 5  # named with a finding
CHANGING = ("subject", "region", "aliases", "agents", "strength", "facts", "evidence", "first_day", "last_day", "law", "missing",
            "places", "run", "gone")  # fmt: skip


def keep(run: Run, officer: User, placed: Sequence[Placed]) -> dict[str, int]:
    """Write the findings of a run, in the caller's transaction; how many are new and met again."""
    known = _Known(PatternFinding.objects.all())
    agents = _agents({number for each in placed for number in each.lead.evidence})
    fresh: list[PatternFinding] = []
    again: list[PatternFinding] = []
    for each in placed:
        found = known.take(each)
        made = found or PatternFinding(key=f"{each.lead.pattern}>{each.lead.subject}"[:320], pattern=each.lead.pattern,
                                       officer=officer)  # fmt: skip
        _fill(made, each, run, agents)
        (again if found else fresh).append(made)
    PatternFinding.objects.bulk_update(again, CHANGING, batch_size=200)
    PatternFinding.objects.bulk_create(fresh, batch_size=200)
    PatternFinding.objects.exclude(run=run).update(gone=True)
    for found in again:
        if found.matter_id:
            Matter.objects.filter(pk=found.matter_id).exclude(region=found.region).update(region=found.region)
    rank(officer)
    return {"new": len(fresh), "again": len(again)}


def rank(officer: User) -> None:
    """Choose which findings of this month the officer sees first."""
    now = timezone.localtime()
    month = PatternFinding.objects.filter(officer=officer, at__year=now.year, at__month=now.month, gone=False)
    show_best(month, "-strength")


class _Known:
    """Findings by pattern and by the names their subject may go by; each is taken once."""

    def __init__(self, findings: Iterable[PatternFinding]) -> None:
        self._by: dict[tuple[str, str], PatternFinding] = {}
        self._taken: set[int] = set()
        for finding in findings:
            for name in (finding.key.partition(">")[2], *finding.aliases):
                self._by.setdefault((finding.pattern, folded(name)), finding)

    def take(self, placed: Placed) -> PatternFinding | None:
        for name in (placed.lead.subject, *sorted(placed.alias)):
            found = self._by.get((placed.lead.pattern, folded(name)))
            if found is not None and found.pk not in self._taken:
                self._taken.add(found.pk)
                return found
        return None


def _fill(made: PatternFinding, each: Placed, run: Run, agents: Mapping[str, str]) -> None:
    lead = each.lead
    named = Counter(agents[number] for number in lead.evidence if agents.get(number))
    made.subject, made.region, made.aliases = lead.name[:320], each.region, sorted(each.alias)
    made.agents = "; ".join(name for name, _ in named.most_common(AGENTS))[:1000]
    made.strength, made.facts, made.evidence = (
        round(lead.strength, 3),
        _plain(lead.facts),
        list(dict.fromkeys(lead.evidence)),
    )
    made.first_day, made.last_day = min(lead.days, default=None), max(lead.days, default=None)
    made.law, made.missing, made.places = law_of(lead, load()), list(lead.missing), list(lead.places)
    made.run, made.gone = run, False


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as JSON holds them: days as text."""
    return {
        name: value if isinstance(value, int | float | str | list | None) else str(value)
        for name, value in facts.items()
    }


def _agents(numbers: set[str]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(sorted(numbers)):
        for number, agency in MODELS["trademarks"].objects.filter(mark_no__in=chunk).values_list("mark_no", "agency"):
            found[number].add(agency or "")
    return {number: max(names) for number, names in found.items()}
