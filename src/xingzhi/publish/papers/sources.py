"""What the sources of a paper's sentences say, word for word, read all at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Answer, Progress
from xingzhi.plans.summaries.models import SummaryText
from xingzhi.publish.papers.models import Paper
from xingzhi.publish.papers.proofs import Proof
from xingzhi.publish.papers.rewritten import DIFFERS, unmet, wording
from xingzhi.registers.models import MODELS

TOLD = {"summary", "progress", "release"}  # a sentence of these says what another text says
OWN = {"task", "plan"}  # with these the office speaks for itself


class Sources:
    """The texts behind the sentences of a paper."""

    def __init__(self, paper: Paper, user: User, proofs: Iterable[Proof]) -> None:
        self.paper, self.user, self.proofs = paper, user, list(proofs)

    def fault(self, sentence: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
        """What is wrong with the wording of a sentence taken from elsewhere ("differs", "unchecked" or ""), and its numbers
        that stand in no source.
        """
        kinds = {each["kind"] for each in sentence["evidence"]}
        if not kinds & TOLD or kinds & OWN:
            return "", ()
        told = [self._text(each) for each in sentence["evidence"]]
        said = [each for each in told if each is not None]
        if not said or len(said) < len(told):  # what is gone is a fault of its own: nothing is left to compare with
            return "", ()
        least = load().paper_kinds.wording.least / 100
        texts = [*said, str(self.paper.year)]
        found = wording(sentence["text"], texts, least, sentence.get("checked", ""))
        return found, unmet(sentence["text"], texts) if found == DIFFERS else ()

    def _text(self, proof: Proof) -> str | None:
        if proof["kind"] == "summary":
            paragraphs = self._summaries.get((proof["summary"], proof["version"]), [])
            return paragraphs[proof["paragraph"]]["text"] if proof["paragraph"] < len(paragraphs) else None
        if proof["kind"] == "progress":
            return self._progress.get(proof["progress"])
        if proof["kind"] == "record":
            return self._records.get((proof["register"], proof["key"]))
        return f"{proof['label']} {proof.get('said', '')}"

    def _of(self, kind: str) -> list[Proof]:
        return [each for each in self.proofs if each["kind"] == kind]

    @cached_property
    def _summaries(self) -> dict[tuple[int, int], list[dict[str, Any]]]:
        asked = {each["summary"] for each in self._of("summary")}
        rows = SummaryText.objects.visible_to(self.user).filter(summary__in=asked)
        return {(each.summary_id, each.version): each.paragraphs for each in rows}

    @cached_property
    def _progress(self) -> dict[int, str]:
        asked = {each["progress"] for each in self._of("progress")}
        rows = Progress.objects.visible_to(self.user).filter(pk__in=asked).select_related("share__unit", "share__task")
        return {
            each.pk: f"{each.share.unit.name} {each.month} {each.share.task.text} {Answer(each.answer).label} {each.text}"
            for each in rows
        }

    @cached_property
    def _records(self) -> dict[tuple[str, str], str]:
        """Every value of a record: a number may stand in any of its columns."""
        found: dict[tuple[str, str], str] = {}
        for name in {each["register"] for each in self._of("record")} & set(MODELS):
            keys = {each["key"] for each in self._of("record") if each["register"] == name}
            for row in MODELS[name].objects.visible_to(self.user).filter(key__in=keys).values():
                found[name, row["key"]] = " ".join(str(value) for value in row.values() if value is not None)
        return found
