"""Outgoing documents as files: their text, title and day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from xingzhi.packs import load
from xingzhi.plans.facts.fact import Document
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.joined import join
from xingzhi.plans.reading.joining import mend
from xingzhi.plans.reading.letterhead import read_letterhead

_PREFECTURE, _COUNTY = 4, 6


def document_of(path: Path, on: date | None = None) -> tuple[Document, str]:
    """A file as a document, and how its day was found: given, text, or file (the day the file was last changed).

    Raises what `read_file` does.
    """
    received = read_file(path)
    joined = join(mend(received.blocks, received.wrapped, received.kind in ("pdf", "ofd")))
    head = read_letterhead(joined.paragraphs)
    first = joined.paragraphs[0].text if joined.paragraphs else ""
    title = head.title or (first if not first.endswith(("。", "；")) else "")
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    how = "given" if on else "text" if head.date else "file"
    return Document(str(path), title, on or head.date or changed, joined.text), how


def region_of(texts: list[str]) -> str:
    """The prefecture most places of some texts lie in; "" where none is named. Names several places bear do not count."""
    regions = load().regions
    named: Counter[str] = Counter()
    text = "\n".join(texts)
    for province in regions.children(""):
        for prefecture in regions.children(province.path):
            if len(prefecture.path) == _PREFECTURE:
                named[prefecture.path] += text.count(prefecture.name)
            for county in regions.children(prefecture.path):
                if len(county.path) == _COUNTY and regions.by_name(county.name) == county.path:
                    named[prefecture.path] += text.count(county.name)
    best = named.most_common(1)
    return best[0][0] if best and best[0][1] else ""
