"""A list of marks from CSV or Parquet, as text, with what is wrong in it row by row."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from xingzhi.engine.kernels.arrow import Array

NEEDED = ("number", "text")
OPTIONAL = ("classes", "groups", "applicant", "filed_on", "status")
DAY = r"^\s*$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
CODES = r"^[\s\d,;，；、/]*$"
READABLE = r"[\p{L}\p{N}]"
SHOWN = 20  # problems of one kind


class Unreadable(ValueError):
    """The file cannot be taken at all; the message says why and what to do."""


@dataclass
class Listing:
    """The good rows, all as text, and messages for the others."""

    table: pa.Table
    problems: list[str] = field(default_factory=list)

    def classes(self) -> Array:
        """The classes of each row as bits (int64); of its groups where it names none."""
        bits = np.zeros(len(self.table), np.int64)
        for name in ("groups", "classes"):
            parts = pc.split_pattern_regex(self.table[name].combine_chunks(), r"[^0-9]+")
            rows, codes = (
                pc.list_parent_indices(parts).to_numpy(),
                pc.utf8_slice_codeunits(pc.list_flatten(parts), 0, 2),
            )
            filled = pc.not_equal(codes, "").to_numpy(zero_copy_only=False)
            numbers = codes.filter(pa.array(filled)).cast(pa.int64()).to_numpy()
            of_column = np.zeros(len(bits), np.int64)
            np.bitwise_or.at(of_column, rows[filled], np.where(numbers < 46, np.int64(1) << np.minimum(numbers, 62), 0))
            bits = np.where(of_column, of_column, bits)
        return bits


def read_listing(path: Path) -> Listing:
    """Read a file; raises Unreadable. Rows without number or text are left out and named."""
    problems: list[str] = []
    try:
        raw = _parquet(path) if path.suffix.lower() in (".parquet", ".pq") else _csv(path, problems)
    except (OSError, pa.ArrowException, csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(f"{path}: 无法读取，请用CSV（UTF-8或GB18030）或Parquet / cannot be read ({error})") from error
    if lacking := [name for name in NEEDED if name not in raw.column_names]:
        raise Unreadable(
            f"{path}: 缺少列 / lacks the columns {', '.join(lacking)}; 有 / has {', '.join(raw.column_names)}"
        )
    blank = pa.chunked_array([pa.nulls(len(raw), pa.string())]).fill_null("")
    columns = {
        name: raw[name].cast(pa.string()).fill_null("") if name in raw.column_names else blank
        for name in NEEDED + OPTIONAL
    }
    table = pa.table(columns)
    for name, pattern, what in (
        ("filed_on", DAY, "不是日期，已留空 / is no date and was left blank"),
        ("classes", CODES, "不是类别，已留空 / is no list of classes and was left blank"),
        ("groups", CODES, "不是类似群，已留空 / is no list of groups and was left blank"),
    ):
        wrong = pc.invert(pc.match_substring_regex(table[name], pattern))
        if _name(problems, path, table, name, wrong, what):
            at = table.schema.get_field_index(name)
            table = table.set_column(at, name, pc.if_else(wrong, "", table[name]))
    dumb = pc.and_(
        pc.not_equal(pc.utf8_trim_whitespace(table["text"]), ""),
        pc.invert(pc.match_substring_regex(table["text"], READABLE)),
    )
    _name(
        problems,
        path,
        table,
        "text",
        dumb,
        "没有文字、字母或数字，按文字查不到 / has no character, letter or digit and is not found by text",
    )
    keep = pc.not_equal(table["text"], "")
    for name in NEEDED:
        bare = pc.equal(pc.utf8_trim_whitespace(table[name]), "")
        _name(problems, path, table, name, bare, "为空，该行未收入 / is empty; the row was left out")
        keep = pc.and_(keep, pc.invert(bare))
    return Listing(table if pc.all(keep).as_py() in (True, None) else table.filter(keep), problems)


def _name(problems: list[str], path: Path, table: pa.Table, column: str, wrong: pa.ChunkedArray, what: str) -> bool:
    """Add a message for each wrong cell, up to SHOWN, and how many there are beyond."""
    rows = np.flatnonzero(wrong.to_numpy())
    for row in rows[:SHOWN]:
        value = table[column][int(row)].as_py()
        problems.append(f"{path.name}: 第 {row + 2} 行 / row {row + 2}, {column}: “{value[:40]}” {what}")
    if len(rows) > SHOWN:
        problems.append(f"{path.name}: {column}: 另有 {len(rows) - SHOWN} 行同样 / {len(rows) - SHOWN} more rows alike")
    return len(rows) > 0


def _parquet(path: Path) -> pa.Table:
    wanted = [name for name in pq.read_schema(path).names if name in NEEDED + OPTIONAL]
    return pq.read_table(path, columns=wanted)


def _csv(path: Path, problems: list[str]) -> pa.Table:
    encoding = "utf-8-sig" if _is_utf8(path) else "gb18030"
    with path.open(encoding=encoding, newline="") as stream:
        heads = next(csv.reader(stream), [])
    known = [name for name in heads if name in NEEDED + OPTIONAL]

    odd: list[pa.csv.InvalidRow] = []

    def leave_out(row: pa.csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    table = pa.csv.read_csv(
        path,
        pa.csv.ReadOptions(encoding="utf8" if encoding == "utf-8-sig" else encoding, use_threads=True),
        pa.csv.ParseOptions(newlines_in_values=False, invalid_row_handler=leave_out),
        pa.csv.ConvertOptions(
            column_types=dict.fromkeys(known, pa.string()), include_columns=known, strings_can_be_null=False
        ),
    )
    texts = {row.text for row in odd[:SHOWN]}
    with path.open(encoding=encoding, newline="") as stream:
        places = (
            {line.rstrip("\r\n"): at for at, line in enumerate(stream, 1) if line.rstrip("\r\n") in texts}
            if odd
            else {}
        )
    for row in odd[:SHOWN]:
        at = places.get(row.text, "?")
        problems.append(
            f"{path.name}: 第 {at} 行 / row {at}: {row.actual_columns} 列，应为 {row.expected_columns} 列，该行未收入 / "
            f"{row.actual_columns} columns instead of {row.expected_columns}; the row was left out: {row.text[:40]}"
        )
    return table


def _is_utf8(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(start) - 4
    return True
