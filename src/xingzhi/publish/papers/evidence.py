"""Whether what a sentence rests on still stands: the live registers, the plan and the newest snapshot are asked each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from xingzhi.core.models import User
from xingzhi.indicators.tables.figures import Figure, Figures
from xingzhi.packs import load
from xingzhi.plans.ledger.models import PlanTask, Progress
from xingzhi.plans.summaries.models import SummaryState, SummaryText
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.papers import changed
from xingzhi.publish.papers.changed import Change
from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.publish.papers.proofs import counts
from xingzhi.publish.papers.sources import Sources
from xingzhi.publish.papers.standing import UNSAID, Standing
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest

GONE, CORRECTED, CHANGED, AMENDED, RETURNED = "gone", "corrected", "changed", "amended", "returned"


def standings(paper: Paper, user: User, blocks: list[dict[str, Any]] | None = None) -> dict[int, Standing]:
    """Every sentence of the newest version (or of `blocks`) by id."""
    said = sentences(paper.text.blocks if blocks is None else blocks)
    proofs = [each for sentence in said for each in sentence["evidence"]]
    check, sources = _Check(user, paper.region, proofs), Sources(paper, user, proofs)
    return {
        sentence["id"]: Standing(
            sentence["id"], sentence["text"], tuple(check.fault(each, sentence["text"]) for each in sentence["evidence"]),
            tuple(check.changes(each) for each in sentence["evidence"]), *sources.fault(sentence),
        )
        for sentence in said
    }  # fmt: skip


class _Check:
    """Asks for all records of a paper at once."""

    def __init__(self, user: User, region: str, proofs: Iterable[dict[str, Any]]) -> None:
        self.user, self.region = user, region
        self.of: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in proofs:
            self.of[each["kind"]].append(each)

    def fault(self, proof: dict[str, Any], text: str) -> str:
        """What is wrong with it; "" where nothing is."""
        found: str = getattr(self, f"_{proof['kind']}")(proof, text)
        return found

    def changes(self, proof: dict[str, Any]) -> list[Change]:
        """What was when the sentence was written and is otherwise now; none where it stands or is gone."""
        match proof["kind"]:
            case "figure":
                now = self._now(proof)
                return changed.of_figure(proof, now) if now else []
            case "task":
                task = self._tasks.get(proof["task"])
                return changed.of_task(proof, task) if task else []
            case "plan":
                return changed.of_plan(proof["counts"], self._counts(proof))
            case "progress":
                before, last = self._progresses.get(proof["progress"], (None, None))
                return changed.of_progress(before, last) if before and last and before != last else []
            case "summary":
                text = self._texts.get((proof["summary"], proof["version"]))
                newest = text.summary.version if text else proof["version"]
                return changed.of_summary(proof["version"], newest) if newest != proof["version"] else []
        return []

    @cached_property
    def _keys(self) -> set[tuple[str, str]]:
        by_register: dict[str, set[str]] = defaultdict(set)
        for each in self.of["record"]:
            by_register[each["register"]].add(each["key"])
        return {
            (name, key)
            for name, keys in by_register.items()
            if name in MODELS
            for key in MODELS[name].objects.visible_to(self.user).filter(key__in=keys).values_list("key", flat=True)
        }

    def _record(self, proof: dict[str, Any], text: str) -> str:
        return "" if (proof["register"], proof["key"]) in self._keys else GONE

    @cached_property
    def _figures(self) -> Figures | None:
        snapshot = latest()
        return Figures(load(), snapshot, self.region) if snapshot else None

    def _now(self, proof: dict[str, Any]) -> Figure | None:
        if self._figures is None or proof["indicator"] not in load().indicators:
            return None
        start, end = date.fromisoformat(proof["start"]), date.fromisoformat(proof["end"])
        return self._figures.of(proof["indicator"], proof["place"], start, end, {})

    def _figure(self, proof: dict[str, Any], text: str) -> str:
        now = self._now(proof)
        if now is None:
            return GONE
        before = None if proof["value"] is None else Decimal(proof["value"])
        if now.value != before or (now.kind == "official") != proof["official"]:
            return CHANGED
        return UNSAID if proof["said"] and proof["said"] not in text else ""

    @cached_property
    def _tasks(self) -> dict[int, PlanTask]:
        return PlanTask.objects.visible_to(self.user).in_bulk([each["task"] for each in self.of["task"]])

    def _task(self, proof: dict[str, Any], text: str) -> str:
        found = self._tasks.get(proof["task"])
        if found is None:
            return GONE
        due = found.due_on.isoformat() if found.due_on else ""
        return "" if (found.state, due) == (proof["state"], proof["due"]) else CHANGED

    @cached_property
    def _progresses(self) -> dict[int, tuple[Progress, Progress]]:
        """Each beside the newest word of its month."""
        asked = Progress.objects.visible_to(self.user).in_bulk([each["progress"] for each in self.of["progress"]])
        rows = Progress.objects.filter(share__in={each.share_id for each in asked.values()}).order_by("version")
        newest = {(each.share_id, each.month): each for each in rows}
        return {pk: (each, newest[each.share_id, each.month]) for pk, each in asked.items()}

    def _progress(self, proof: dict[str, Any], text: str) -> str:
        found = self._progresses.get(proof["progress"])
        return GONE if found is None else "" if found[0] == found[1] else CORRECTED

    def _counts(self, proof: dict[str, Any]) -> dict[str, int]:
        return counts(proof["plan"], date.fromisoformat(proof["on"]))

    def _plan(self, proof: dict[str, Any], text: str) -> str:
        return "" if self._counts(proof) == proof["counts"] else CHANGED

    @cached_property
    def _texts(self) -> dict[tuple[int, int], SummaryText]:
        asked = {each["summary"] for each in self.of["summary"]}
        rows = SummaryText.objects.visible_to(self.user).filter(summary__in=asked).select_related("summary")
        return {(each.summary_id, each.version): each for each in rows}

    def _summary(self, proof: dict[str, Any], text: str) -> str:
        found = self._texts.get((proof["summary"], proof["version"]))
        if found is None or proof["paragraph"] >= len(found.paragraphs):
            return GONE
        if found.summary.state in (SummaryState.RETURNED, SummaryState.EXCUSED):
            return RETURNED
        return "" if found.summary.version == found.version else CORRECTED

    @cached_property
    def _releases(self) -> dict[int, Release]:
        return Release.objects.visible_to(self.user).in_bulk([each["release"] for each in self.of["release"]])

    def _release(self, proof: dict[str, Any], text: str) -> str:
        found = self._releases.get(proof["release"])
        if found is None or found.state != ReleaseState.RELEASED:
            return GONE
        return AMENDED if found.amendments.filter(state=ReleaseState.RELEASED).exists() else ""
