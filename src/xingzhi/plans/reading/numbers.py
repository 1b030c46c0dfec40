"""Numbers before headings and items: told where one is missing or goes back."""

from __future__ import annotations

from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import Marker, in_words
from xingzhi.plans.reading.problems import Problem


class Numbers:
    """Numbers seen so far at each level."""

    def __init__(self) -> None:
        self.in_parent: dict[int, Marker] = {}
        self.overall: dict[int, Marker] = {}
        self.parents: dict[int, str] = {}
        self.problems: list[Problem] = []

    def see(self, marker: Marker, paragraph: Span) -> None:
        """Compare a number with the one before: it goes on inside its heading, or through the whole text."""
        before = self.in_parent.get(marker.level)
        expected = {before.value + 1 if before else 1}
        if marker.level in self.overall:
            expected.add(self.overall[marker.level].value + 1)
        if marker.value > 1 and marker.value not in expected:
            self._jump(marker, before or self.overall.get(marker.level), paragraph)
        self.in_parent = {level: each for level, each in self.in_parent.items() if level < marker.level}
        self.parents = {level: each for level, each in self.parents.items() if level < marker.level}
        self.in_parent[marker.level] = self.overall[marker.level] = marker
        self.parents[marker.level] = paragraph.text[:16].rstrip("。")

    def _jump(self, marker: Marker, before: Marker | None, paragraph: Span) -> None:
        above = [text for level, text in sorted(self.parents.items()) if level < marker.level]
        where = f"“{above[-1]}”下，" if above else ""
        where_en = f"under “{above[-1]}” " if above else ""
        last = before.value if before and before.value < marker.value else 0
        shown = before.text if before else "—"
        if before and before.value >= marker.value:
            params = {"where": where, "where_en": where_en, "before": shown, "after": marker.text}
            self.problems.append(Problem("numbering_repeated", params, paragraph.start))
            return
        missing = "、".join(
            in_words(marker.level, value, marker.text).rstrip("、.") for value in range(last + 1, marker.value)[:5]
        )
        params = {"where": where, "where_en": where_en, "before": shown, "after": marker.text, "missing": missing}
        self.problems.append(Problem("numbering_gap", params, paragraph.start))
