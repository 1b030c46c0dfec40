"""Schema of the trademark law by its texts: which articles a pattern of filings touches, what is fined and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from xingzhi.packs.codes import Setting
from xingzhi.packs.keywords import Remark
from xingzhi.packs.schema import Dated, Frozen, Label


class ArticleGist(Dated):
    """An article, as cited, and its gist. `read` says whether its text was read, or only its heading, or neither (`general`:
    from general knowledge, to be checked against the text)."""

    cited: Label
    gist: Label
    read: Literal["text", "title_only", "general"] = "text"


class MarkPenalty(Dated):
    """What the law attaches to an act. Amounts in yuan; what is not known stays empty."""

    of: Literal["applicant", "agent"]
    article: str  # key of an article
    condition: Label | None = None
    without_gains: int | None = None  # the most where there were no illegal gains
    with_gains: int | None = None  # the most where there were
    times_gains: int | None = None
    least: int | None = None
    most: int | None = None
    persons_least: int | None = None
    persons_most: int | None = None
    body: Label | None = None


class Opposition(Dated):
    """How long an opposition can be filed; `months` is empty where it is not known."""

    article: str
    months: int | None = None


class Renewal(Dated):
    """How long a registration lasts, from how many months before its end it can be renewed, and how many after."""

    article: str
    years: int
    opens_months: int
    grace_months: int


class Said(Dated):
    """What is said where the law that is asked for was not read."""

    label: Label


class LawText(Dated):
    """One text of the law: what is filed from `since` to `until` falls under it."""

    id: str
    title: Label
    until: date | None = None
    articles: Mapping[str, ArticleGist]
    patterns: Mapping[str, tuple[str, ...]]  # code of a pattern -> keys of articles
    penalties: tuple[MarkPenalty, ...]
    opposition: Opposition
    renewal: Renewal | None = None  # None where it has not been read
    unknown: tuple[Label, ...] = ()  # what has not been read


class TrademarkLaw(Frozen):
    """The texts, the earliest first, and what is said where an act and its decision fall under different ones.

    `remind`: days before the end of a term from which an office is reminded, whatever the text says of renewal.
    """

    texts: tuple[LawText, ...] = Field(min_length=1)
    change: Remark
    remind: Setting
    renewal_missing: Said

    def on(self, day: date | None) -> LawText | None:
        """The text in force on a day; none where the day is not known or lies before the first."""
        for text in self.texts:
            if day and text.since and text.since <= day and (text.until is None or day <= text.until):
                return text
        return None
