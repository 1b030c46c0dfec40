"""Look at a received file: which register, where each sheet's head stands, what its columns are."""

from __future__ import annotations

from typing import Any

from xingzhi.core.declare import register_named, registers
from xingzhi.intake.cell_values import to_text
from xingzhi.intake.guessing import guess_sheet
from xingzhi.intake.models import Batch
from xingzhi.intake.readers import open_book
from xingzhi.packs import load
from xingzhi.text.problems import ValueProblem

PREVIEW_ROWS = 8
HOW_IT_CAME = ("was_locked", "was_converted", "package_rest")  # notes that stay when a file is looked at again


def look_at(batch: Batch, encoding: str | None = None, register: str = "") -> None:
    """Guess the register, each sheet's head and what its columns are; nothing is decided until somebody confirms."""
    book = open_book(batch.file, encoding)
    packs = load()
    candidates = [register_named(register)] if register else list(registers())
    aliases = {each.name: packs.headings(each.name) for each in candidates}
    guesses = [guess_sheet(sheet, candidates, aliases) for sheet in book.sheets]
    scored = [guess for guess in guesses if guess is not None]
    batch.encoding = book.encoding
    came = [note for note in batch.notes if note[0] in HOW_IT_CAME]
    batch.notes = came + [[note.code, note.params] for note in book.notes]
    best = max(scored, key=lambda guess: guess.score, default=None)
    batch.register = best.register if best else register or candidates[0].name
    batch.sheets = [
        {
            "name": sheet.name,
            "taken": guess is not None and guess.register == batch.register and not sheet.hidden,
            "head_row": guess.row_number if guess else 1,
            "depth": guess.depth if guess else 1,
            "headings": guess.headings if guess else [],
            "mapping": {str(index): column for index, column in guess.mapping.items()} if guess else {},
            "preview": _preview(sheet, guess),
        }
        for sheet, guess in zip(book.sheets, guesses, strict=True)
    ]


def _preview(sheet: Any, guess: Any) -> list[list[str]]:
    start = guess.row_number + guess.depth - 1 if guess else 0
    rows = sheet.head(start + PREVIEW_ROWS)[start:]
    return [[_shown(cell)[:80] for cell in cells] for _, cells in rows]


def _shown(cell: Any) -> str:
    """A cell as the spreadsheet shows it; what cannot be read as it was found."""
    try:
        return to_text(cell)
    except ValueProblem:
        return str(cell)
