"""The complete set as a file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from xingzhi.engine.base import write_parquet
from xingzhi.files import whole
from xingzhi.indicators.freshness import month_complete
from xingzhi.packs import Packs

INTERNAL = "内部测算，不对外发布"
HEADINGS = (
    "指标",
    "指标名称",
    "单位",
    "地区代码",
    "地区",
    "起",
    "止",
    "数值",
    "分子",
    "分母",
    "不能判定",
    "上限",
    "缺少",
    "说明",
    "未到齐",
)


def write(table: pa.Table, path: Path, packs: Packs, until: Mapping[str, date | None]) -> None:
    """Write the set as Parquet, or as CSV with headings, names and units; the file appears whole or not at all.

    `until` is the last day whose records are all here, by indicator; figures of a later month's end are marked.
    """
    if path.suffix == ".parquet":
        write_parquet(table, path)
        return
    with whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        writer.writerows(_line(row, packs, until) for batch in table.to_batches() for row in batch.to_pylist())


def plain(number: Decimal | int) -> str:
    """A number without noughts after its last figure."""
    return f"{Decimal(number).normalize():f}"


def _line(row: dict[str, Any], packs: Packs, until: Mapping[str, date | None]) -> list[str]:
    found = packs.indicators[row["indicator"]]
    region = packs.regions.get(row["region"])
    rates = ["" if row[name] is None else f"{row[name]:.{found.decimals}f}" for name in ("value", "upper")]
    counts = ["" if row[name] is None else plain(row[name]) for name in ("numerator", "denominator", "unknown")]
    shown = [rates[0], *counts, rates[1]]
    names = [found.id, found.title.zh, found.unit.zh, region.code if region else row["region"]]
    days = [row["start"].isoformat(), row["at"].isoformat()]
    return [
        *names,
        packs.regions.full_name(row["region"]),
        *days,
        *shown,
        row["lacks"],
        INTERNAL if row["internal"] else "",
        "" if row["value"] is None or month_complete(row["at"], until.get(found.id)) else "未到齐",
    ]
