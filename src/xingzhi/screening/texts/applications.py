"""Applications as the screenings of texts see them: filing, text in masked form, and which pairs the law allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xingzhi.engine.kernels.letters import Letters
from xingzhi.packs import Packs
from xingzhi.screening.signals.contract import SignalInputs
from xingzhi.screening.signals.filings import Filing, read_filings
from xingzhi.screening.similar_applications.kinds import Facts, labelled
from xingzhi.screening.similar_applications.pairs import as_array, texts_to_compare
from xingzhi.screening.texts.masking import Masking, masking
from xingzhi.text.priorities import earlier_numbers, kind_digit, number_year

Array = npt.NDArray[Any]
Pair = tuple[int, int]
DESIGN = "design"  # what is said of a design is stock phrases
KINDS_OF_PAIRS = "similar_applications"  # the pack that says which pairs are lawful
ASKED = ("patent_type", "filing_date", "priority", "parent_application_no")  # by the lawful kinds, beside the filing


@dataclass(frozen=True)
class Applications:
    """The applications of a table but designs, in its order; the text of each as given, in masked form, or "".

    `texts` and `folded` are "" where there is no text (blank, "无"). `missing` names columns that hold nothing at all.
    """

    rows: Array  # their places in the table
    filings: list[Filing]
    types: list[str]
    texts: list[str]
    folded: list[str]
    masked: list[str]
    masking: Masking
    missing: tuple[str, ...]

    def long(self, least: int) -> Array:
        """The places of those whose masked text has so many characters or more."""
        return np.flatnonzero(np.array([len(text) for text in self.masked], np.int64) >= least)

    def letters(self, chosen: Array, threads: int) -> Letters:
        """The masked texts of some places, for kernels."""
        from xingzhi.engine.kernels.arrow import buffers
        from xingzhi.engine.kernels.letters import as_letters

        column = pa.array([self.masked[at] for at in chosen], pa.large_string())
        return as_letters(*buffers(column), np.arange(len(chosen)), threads)


def read_applications(inputs: SignalInputs, column: str = "abstract") -> Applications:
    """The applications of the patents register with the texts of one of its columns."""
    filings, missing = read_filings(inputs)
    columns, none = inputs.columns("patents", ("patent_type", column))
    rows = np.array([at for at, kind in enumerate(columns["patent_type"]) if kind != DESIGN], np.int64)
    texts = [columns[column][at] or "" for at in rows]
    folded = [text or "" for text in texts_to_compare(as_array(texts)).to_pylist()] if texts else []
    by = masking(inputs.packs)
    return Applications(
        rows,
        [filings[at] for at in rows],
        [columns["patent_type"][at] or "" for at in rows],
        texts,
        folded,
        [by.masked(text) for text in folded],
        by,
        tuple(dict.fromkeys((*missing, *none))),
    )


def lacking(applications: Applications, columns: Iterable[str]) -> tuple[str, ...]:
    """Which of these columns hold nothing, in the order asked."""
    return tuple(name for name in columns if name in applications.missing)


def lawful_pairs(
    inputs: SignalInputs, applications: Applications, pairs: Sequence[tuple[int, int, float]]
) -> set[Pair]:
    """Of pairs of places and their likeness those the law allows: same-day twins, divisionals, priority and its basis."""
    settings = inputs.packs.screening(KINDS_OF_PAIRS)
    lawful = {kind.code for kind in settings.lawful_rules}
    columns, _ = inputs.columns("patents", ASKED)
    known = {
        str(at): _facts(
            applications.filings[at], {name: columns[name][applications.rows[at]] for name in ASKED}, inputs.packs
        )
        for at in sorted({at for a, b, _ in pairs for at in (a, b)})
    }
    labels = labelled([(str(a), str(b), score) for a, b, score in pairs], known, settings)
    return {(a, b) for (a, b, _), codes in zip(pairs, labels, strict=True) if lawful.intersection(codes)}


def _facts(filing: Filing, row: Mapping[str, Any], packs: Packs) -> Facts:
    """What the lawful kinds ask of an application."""
    numbers, filed = packs.application_numbers, row["filing_date"]
    types = {digit: kind.patent_type for digit, kind in numbers.kinds.items()}
    kind, year = numbers.kinds.get(kind_digit(filing.key)), number_year(filing.key)
    return Facts(
        filing.key,
        filing.title,
        row["patent_type"] or "",
        frozenset(filing.parties),
        filed,
        parent=row["parent_application_no"] or "",
        priorities=earlier_numbers(row["priority"] or "", types),
        later_number=bool(filed and year and year > filed.year and kind and not kind.pct),
    )
