"""The packs a result rests on, as a reader reads them: by title and version, not by id."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xingzhi.packs.packs import Packs
from xingzhi.packs.schema import Label

# A kind of which there are several documents has no title of its own.
KINDS = {
    "indicators": Label(zh="指标口径", en="Indicators"),
    "calendar": Label(zh="节假日安排", en="Holidays"),
    "packs": Label(zh="规则包全套", en="All packs"),
}


def title_of(packs: Packs, name: str, language: str = "zh") -> str:
    """The title of a document or of a kind; the name itself where neither is loaded."""
    for document in (*(each for each in packs.documents if each.id == name), *packs.of_kind(name)[:1]):
        if name not in KINDS:
            return document.header.title(language)
    return KINDS[name](language) if name in KINDS else name


def said(packs: Packs, refs: str | Iterable[str], language: str = "zh") -> str:
    """ "indicators@2026-11-27; year_path@2026-11-27" -> 指标口径 2026-11-27、预测与年末路径 2026-11-27."""
    held = re.split(r"[;；\s]+", refs) if isinstance(refs, str) else refs
    parts = (ref.rpartition("@") for ref in held if ref)
    texts = [f"{title_of(packs, name, language)} {version}" if name else version for name, _, version in parts]
    return (", " if language.startswith("en") else "、").join(texts)
