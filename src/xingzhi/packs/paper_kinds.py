"""Schema of the office's own papers: their kinds, what each goes through, its first headings, when it is made public."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Label

Fill = Literal["", "totals", "by_heading", "by_quarter", "problems", "open", "figures", "changes"]


class OutlinePart(Dated):
    """A heading a new paper begins with, and what it is filled from."""

    heading: str = ""
    fill: Fill = ""

    @model_validator(mode="after")
    def _something(self) -> OutlinePart:
        if not (self.heading or self.fill):
            raise ValueError("a part has a heading or is filled from something")
        return self


class ReviewStep(Dated):
    """A review a paper goes through before it is submitted."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label


class Publicity(Dated):
    """A publicity attribute; with `working_days` what is to be public by then after the issue."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    note: str = ""  # printed under the date
    working_days: int | None = None


class PaperKind(Dated):
    """A kind of paper. `inside` ones stay in the office: figures computed here may stand in them, marked."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    purpose: Label
    layout: Literal["document", "one_page"] = "document"
    own: bool = False  # a document that makes policy
    numbered: bool = False
    inside: bool = False
    needs_period: bool = False
    explains: bool = False  # of an issued document, with which it is linked
    opinions: bool = False  # opinions must have been asked
    reviews: tuple[str, ...] = ()
    outline: tuple[OutlinePart, ...] = ()


class Wording(Dated):
    """When a rewritten sentence is to be read beside its sources."""

    least: int = Field(ge=0, le=100)  # per cent of its pairs of characters that its sources have
    note: str = ""


class Voice(Dated):
    """How a unit's words are taken into a paper of the office."""

    own_place: tuple[str, ...]  # what a unit calls its own place at the beginning of a sentence
    salutations: tuple[str, ...]  # endings of a line that only greets, before its colon
    lead_ins: tuple[str, ...]  # endings of a clause that only announces what follows
    lead_in_begins: tuple[str, ...]
    attachments: tuple[str, ...]  # endings of headings that are only the title of an attachment
    problems: tuple[str, ...]  # in a heading of a unit, that it speaks of what is wrong
    ahead: tuple[str, ...]  # in a heading of a unit or beginning a sentence, that it speaks of what comes next
    resumes: tuple[str, ...]  # endings of a condition that say again that work goes on after it


class PaperKinds(Dated):
    """All of it."""

    wording: Wording
    voice: Voice
    reviews: tuple[ReviewStep, ...]
    publicity: tuple[Publicity, ...] = Field(min_length=1)
    channels: tuple[Label, ...]
    kinds: tuple[PaperKind, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _reviews_known(self) -> PaperKinds:
        known = {review.id for review in self.reviews}
        for kind in self.kinds:
            if missing := set(kind.reviews) - known:
                raise ValueError(f"{kind.id}: no review is called {', '.join(sorted(missing))}")
        return self

    def kind(self, id: str) -> PaperKind:
        """The kind of that id; `KeyError` where there is none."""
        return {kind.id: kind for kind in self.kinds}[id]

    def attribute(self, id: str) -> Publicity:
        """The publicity attribute of that id; `KeyError` where there is none."""
        return {each.id: each for each in self.publicity}[id]
