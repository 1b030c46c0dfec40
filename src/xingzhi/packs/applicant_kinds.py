"""Which kind of applicant a name says: enterprise, university, research institute, public body, individual.

The kinds are the columns of the official bulletins; the rules are words in order, the first that fits decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Literal

from xingzhi.packs.codes import CodeLabel
from xingzhi.packs.problems import PackError
from xingzhi.packs.schema import Dated, Frozen, Label


class KindRule(Dated):
    """One rule: the name ends with, starts with, contains, or wholly matches one of the values."""

    kind: str
    match: Literal["ends", "starts", "contains", "word", "pattern"]
    values: tuple[str, ...]
    reason: Label


class ApplicantKinds(Frozen):
    """The applicant kinds of the bulletins and the rules that tell them from a name."""

    kinds: tuple[CodeLabel, ...]
    rules: tuple[KindRule, ...]

    def classify(self, name: str) -> tuple[str, str]:
        """The kind code of a name and the Chinese reason; ("", reason) where no rule fits, so the kind is unknown."""
        kind, reason = self.explain(name)
        return kind, reason.zh

    def explain(self, name: str) -> tuple[str, Label]:
        """As `classify`, with the reason in both languages."""
        text = " ".join(unicodedata.normalize("NFKC", name).split())
        for rule, fits in self._tests:
            found = fits.search(text)
            if found:
                word = found.group(0).strip()
                return rule.kind, Label(
                    zh=rule.reason.zh.replace("{word}", word), en=rule.reason.en.replace("{word}", word)
                )
        return "", Label(zh="没有规则适用，类型不明", en="no rule fits, the kind is unknown")

    @cached_property
    def _tests(self) -> tuple[tuple[KindRule, re.Pattern[str]], ...]:
        return tuple((rule, _pattern(rule)) for rule in self.rules)


def _pattern(rule: KindRule) -> re.Pattern[str]:
    if rule.match == "pattern":
        return re.compile("|".join(f"(?:{value})" for value in rule.values))
    words = "|".join(re.escape(value) for value in sorted(rule.values, key=len, reverse=True))
    shapes = {
        "ends": rf"(?:{words})$",
        "starts": rf"^(?:{words})",
        "contains": rf"(?:{words})",
        "word": rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])",
    }
    return re.compile(shapes[rule.match], re.IGNORECASE if rule.match == "word" else 0)


def check(body: ApplicantKinds, file: str) -> None:
    """Raise `PackError` where a rule names a kind that is not declared."""
    codes = {kind.code for kind in body.kinds}
    for index, rule in enumerate(body.rules):
        if rule.kind not in codes:
            raise PackError(file, f"body.rules.{index}.kind", f"{rule.kind} is no kind of this pack")
