"""Earlier marks like a name: candidates from the index, the best of them compared by the rules of the guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from xingzhi.engine.marks.asked import ask
from xingzhi.engine.marks.store import Marks
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.compare import Compared, Verdict, compare
from xingzhi.screening.similar_marks.forms import forms_of
from xingzhi.screening.similar_marks.goods import codes

COMPARED = 300  # names compared by the rules
ORDER = {Verdict.IDENTICAL: 0, Verdict.SIMILAR: 1, Verdict.NEEDS_PERSON: 2, Verdict.NOT_SIMILAR: 3}


@dataclass(frozen=True)
class Hit:
    """An earlier mark: its row, what the comparison of the texts comes to, and the likeness it was found by."""

    row: dict[str, str]
    compared: Compared
    likeness: float

    def data(self, pack: MarkSimilarity) -> dict[str, Any]:
        """As JSON: the row, the verdict, the score, and the rules as reason chips."""
        data = self.compared.data()
        chips = [
            {"rule": each.rule, "label": pack.rules[each.rule].label.zh, "why": each.why, "against": each.against}
            for each in self.compared.findings
        ]
        kept = {name: data[name] for name in ("verdict", "score", "rules", "rules_against")}
        return self.row | kept | {"likeness": round(self.likeness, 3), "reasons": chips}


def search(text: str, marks: Marks, pack: MarkSimilarity, limit: int, classes: str = "") -> list[Hit]:
    """The marks most like a text, at most `limit`, best first; `classes` (blank: all) are those whose marks are wanted.

    Goods are filtered by, and do not change the verdict: that is of the texts alone.
    """
    wanted = bits(codes(classes))
    asked = ask(text, forms_of(text, pack), marks.tables)
    found = []
    for segment, near in marks.nearest(asked, max(COMPARED, limit), wanted):
        rows = segment.rows_of(near.name)
        name = segment.table["text"][int(rows[0])].as_py()
        found.append((compare(text, name, pack), near.likeness, segment, rows))
    found.sort(key=lambda each: (ORDER[each[0].verdict], -each[0].score, -each[1]))
    hits: dict[str, Hit] = {}
    for compared, likeness, segment, rows in found:
        for row in rows[: 4 * limit]:
            data = {name: segment.table[name][int(row)].as_py() for name in segment.table.column_names}
            if wanted and not wanted & bits(codes(data["classes"] or data["groups"])):
                continue
            hits[data["number"]] = Hit(data, compared, likeness)
            if len(hits) == limit:
                return list(hits.values())
    return list(hits.values())


def bits(of_goods: Iterable[str]) -> int:
    """The classes of codes as bits."""
    found = 0
    for code in of_goods:
        number = int(code[:2])
        found |= 1 << number if 0 < number < 46 else 0
    return found
