"""Tables an office loaded, each as FOLDER/EDITION.csv beside FOLDER/EDITION.json, which says its edition and first day."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path

from xingzhi.packs.nice.table import HEADINGS, Item, NiceTable
from xingzhi.packs.problems import PackError

_EDITION = re.compile(r"[\w.-]{1,40}")


def keep(folder: Path, table: NiceTable, edition: str, since: date, document: str) -> Path:
    """Write a table of an edition into the folder, replacing one of the same edition; raise `PackError` for a bad name."""
    if not _EDITION.fullmatch(edition):
        raise PackError(edition, "", "is no name of an edition; write 13-2026")
    folder.mkdir(parents=True, exist_ok=True)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(HEADINGS))
    writer.writeheader()
    writer.writerows(asdict(item) for item in table.items)
    content = out.getvalue().encode()
    head = {"edition": edition, "since": since.isoformat(), "document": document, "items": len(table.items),
            "sha256": hashlib.sha256(content).hexdigest()}  # fmt: skip
    path = folder / f"{edition}.csv"
    path.write_bytes(content)
    path.with_suffix(".json").write_text(json.dumps(head, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def editions(folder: Path) -> Iterator[dict[str, str]]:
    """What is kept, by first day: edition, since, document, items, sha256."""
    heads = (json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")) if folder.is_dir() else ()
    return iter(sorted(heads, key=lambda head: str(head["since"])))


def in_force(folder: Path, day: date) -> NiceTable | None:
    """The table of the edition in force on a day; None where none is loaded."""
    begun = [head for head in editions(folder) if date.fromisoformat(head["since"]) <= day]
    if not begun:
        return None
    head = begun[-1]
    return _read(folder / f"{head['edition']}.csv", head["sha256"], head["edition"], date.fromisoformat(head["since"]))


@lru_cache(maxsize=4)
def _read(path: Path, digest: str, edition: str, since: date) -> NiceTable:
    """A kept table; `digest` makes one that was loaded anew another."""
    with path.open(encoding="utf-8", newline="") as stream:
        items = tuple(Item(**{name: row[name] for name in HEADINGS}) for row in csv.DictReader(stream))
    return NiceTable(items, edition=edition, since=since)
