"""Which column of a table is what, by its heading."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.selfcheck.passages import ABSTRACT, CLAIM, PARAGRAPH, TEXT, TITLE, announced, plain

NUMBERS = ("grant_no", "publication_no", "announcement_no")  # what tells that a row is published, the later step first
DATES = ("publication_date", "grant_date", "announcement_date")
_READ = ("application_no", "title", "abstract", "first_claim", *NUMBERS, *DATES)
_KINDS = {"title": TITLE, "abstract": ABSTRACT, "first_claim": CLAIM}


@lru_cache(maxsize=1)
def _roles() -> dict[str, tuple[str, int]]:
    """Heading -> the column of the patents' register it stands for, and the place among its spellings."""
    known = load().headings("patents")
    roles: dict[str, tuple[str, int]] = {}
    for role in _READ:
        for place, spelling in enumerate((role, *known.get(role, ()))):
            roles.setdefault(plain(spelling), (role, place))
    return roles


def role_of(heading: str) -> str:
    """The column a heading stands for ("application_no", "abstract", "grant_date" …); "" for any other."""
    return _roles().get(plain(heading), ("", 0))[0]


def kind_of(heading: str) -> str:
    """The kind of passage a column of texts holds; "text" where its heading does not tell."""
    kind = announced(heading)
    return _KINDS.get(role_of(heading), kind if kind in (CLAIM, PARAGRAPH) else TEXT)


def best(headings: Sequence[str], role: str) -> str:
    """The heading that names a column best; "" where none does."""
    ranked = [(_roles()[plain(heading)][1], at) for at, heading in enumerate(headings) if role_of(heading) == role]
    return headings[min(ranked)[1]] if ranked else ""


def texts_among(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings of columns that hold texts to compare, titles apart: abstract, claims, description."""
    return tuple(dict.fromkeys(heading for heading in headings if kind_of(heading) in (ABSTRACT, CLAIM, PARAGRAPH)))
