"""Schema of how an official document looks: page, grid, fonts, the look of each of its parts, how titles are broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated

Part = Literal[
    "mark", "issuer_mark", "number", "title", "recipients", "body", "level_1", "level_2", "level_3", "level_4",
    "attachment_list", "signatory", "date", "note", "attachment_mark", "attachment_title", "imprint_cc", "imprint_issued",
]  # fmt: skip


class PageLayout(Dated):
    """Paper and text area in mm."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


class Grid(Dated):
    """Lines of a page, letters of a line, distance of lines in points."""

    lines: int
    letters: int
    pitch: float


class Fonts(Dated):
    """The first name is asked for; a machine that lacks it takes the others, in order."""

    body: tuple[str, ...]
    heading: tuple[str, ...]
    subheading: tuple[str, ...]
    title: tuple[str, ...]
    number: tuple[str, ...]
    latin: str


class Look(Dated):
    """How one part looks. Sizes in points, indents in letters, spaces in mm; a rule is a line above, below or both."""

    style: str  # its name in the document, by which the office changes it
    font: Literal["body", "heading", "subheading", "title", "number"]
    size: float
    line: float = 0  # distance of lines in points; 0 is that of the grid
    align: Literal["left", "center", "right", "justify"] = "justify"
    first_line: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    colour: str = ""
    rule_above: float = 0  # mm
    rule_below: float = 0
    rule_gap: float = 0  # mm from the text to the rule
    rule_colour: str = "000000"
    new_page: bool = False
    keep_next: bool = False


class PageNumber(Dated):
    """The number of a page: size in points, mm below the text, a dash each side, letters from the outer edge."""

    size: float
    below: float
    dash: str
    inward: int


class Imprint(Dated):
    """The 版记: a table as wide as the text at the foot of the last page, an even one; after a blank page unnumbered.

    Its lines in mm, `inset` in letters of its own, `spare`: how many lines for each page of the text stay free above it.
    """

    outer: float
    inner: float
    inset: float
    spare: int


class OnePage(Dated):
    """The leader's page: its margins, footer and columns in mm, the least height of a row, sizes of letters to try.

    `line` is the distance of lines in sizes, `spare` how many lines stay free.
    """

    top: float
    bottom: float
    foot: float
    label: float
    text: float
    row: float
    sizes: tuple[float, ...] = Field(min_length=1)
    line: float
    spare: int


class Numbering(Dated):
    """How headings of the four levels are numbered: {n} in Chinese numerals, {d} in Arabic ones."""

    levels: tuple[str, str, str, str]


class Titles(Dated):
    """How long titles are broken: what is not torn apart, what a line rather ends with, what it never begins with."""

    letters: int  # of one line
    whole: tuple[str, ...]
    ends_well: tuple[str, ...]
    never_first: str


class DocumentNumber(Dated):
    """The shape of a document's number, and how the place for it is left."""

    pattern: str
    blank: str


class DocumentLayout(Dated):
    """All of it."""

    page: PageLayout
    grid: Grid
    fonts: Fonts
    parts: Mapping[Part, Look]
    page_number: PageNumber
    imprint: Imprint
    one_page: OnePage
    numbering: Numbering
    titles: Titles
    number: DocumentNumber

    @model_validator(mode="after")
    def _every_part(self) -> DocumentLayout:
        if missing := set(get_args(Part)) - set(self.parts):
            raise ValueError(f"no look for {', '.join(sorted(missing))}")
        return self
