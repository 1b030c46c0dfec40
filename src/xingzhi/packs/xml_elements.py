"""Schema of the pack that says which XML element of a patent or trademark document is which column of a table.

A path names elements by their local names, so that a prefix or a namespace's version makes no difference:

    Parties/ApplicantDetails/Applicant    children, step by step
    RelatedDocuments//DocNumber           at any depth below
    ApplicationReference[@applType=10]    with this attribute
    @docNumber                            an attribute (as the last step only)
    Applicant/PublicationContact|Contact  either; where a parent has both, the first named (as the last step only)
    .                                     the element itself
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from xingzhi.packs.schema import Dated, Frozen, Label

_STEP = re.compile(
    r"(?P<name>[A-Za-z][\w.-]*(?:\|[A-Za-z][\w.-]*)*)(?:\[@(?P<attribute>[A-Za-z][\w.-]*)=(?P<value>[\w .-]+)\])?",
    re.ASCII,
)
_ATTRIBUTE = re.compile(r"@(?P<name>[A-Za-z][\w.-]*)", re.ASCII)
_PIECE = re.compile(r'\s*(?:"(?P<literal>[^"]*)"|(?P<path>[^\s+?"]+(?:\s[^\s+?"]+\])?)(?P<optional>\?)?)\s*')


class Piece(NamedTuple):
    """A part of a value: a fixed text, or what stands at a path. A value without a part that is no `optional` is none."""

    xpath: str
    literal: str
    optional: bool


def xpath(path: str) -> str:
    """A path of the pack as XPath over local names; `ValueError` where it is none."""
    if path == ".":
        return "."
    steps = path.replace("//", "/\0").removeprefix("/").split("/")
    made = []
    for at, step in enumerate(steps):
        axis = "descendant::" if step.startswith("\0") else ""
        name = step.removeprefix("\0")
        if at == len(steps) - 1 and (found := _ATTRIBUTE.fullmatch(name)):
            made.append(f"@*[local-name()='{found['name']}']")
            continue
        found = _STEP.fullmatch(name)
        if found is None:
            raise ValueError(f"{path!r} is no path of elements")
        condition = f"[@*[local-name()='{found['attribute']}' and .='{found['value']}']]" if found["attribute"] else ""
        named = " or ".join(f"local-name()='{each}'" for each in found["name"].split("|"))
        if " or " in named and at < len(steps) - 1:
            raise ValueError(f"{path!r} names several elements before its last step")
        made.append(f"{axis}*[{named}]{condition}")
    return "/".join(made)


def named_last(path: str) -> tuple[str, ...]:
    """The elements a path may end in, the better first."""
    found = _STEP.fullmatch(path.rpartition("/")[2])
    return tuple(found["name"].split("|")) if found else ()


def pieces(value: str) -> tuple[Piece, ...]:
    """The parts of a value written `country? + doc-number + "/" + kind?`; `ValueError` where it is none."""
    made = []
    for part in value.split("+"):
        found = _PIECE.fullmatch(part)
        if found is None:
            raise ValueError(f"{value!r} is no value")
        if found["literal"] is not None:
            made.append(Piece("", found["literal"], True))
        else:
            made.append(Piece(xpath(found["path"]), "", bool(found["optional"])))
    return tuple(made)


def _is_path(path: str) -> str:
    xpath(path)
    return path


def _is_value(value: str) -> str:
    pieces(value)
    return value


Path = Annotated[str, AfterValidator(_is_path)]
Value = Annotated[str, AfterValidator(_is_value)]


class XmlColumn(Dated):
    """One column of the table: where it stands in the document.

    `each`: the elements of which each gives one value, the first of the paths that gives any; the document itself where
    there is none. `value`: how the value is made inside such an element, the first that gives a text. `only_first`:
    the first value stands alone (first claim, main class). `together`: all paths of `each` give values. `glue` stands between the parts of one value.
    """

    heading: str = Field(min_length=1)
    each: tuple[Path, ...] = (".",)
    value: tuple[Value, ...] = (".",)
    only_first: bool = False
    together: bool = False
    glue: str = ""
    note: str = ""


class Preference(Dated):
    """Which of several forms of one thing is taken: the best of the values an attribute has, "" where it is missing.

    `within`: only among elements that agree in one of these attributes (the same applicant in two languages).
    """

    attributes: tuple[str, ...]
    best_first: tuple[str, ...]
    within: tuple[str, ...] = ()


class XmlFormat(Dated):
    """One shape of document. `of`: the register whose rows its documents are."""

    id: str
    of: str = "patents"
    label: Label
    documents: tuple[str, ...] = Field(min_length=1)  # local names of the element that is one document
    part_labels: Mapping[str, Label] = Field(default_factory=dict)  # parts of a document that comes in several files
    paragraphs: tuple[str, ...] = ()  # elements that end a line of text
    left_out: tuple[str, ...] = ()  # elements whose text is none of the document's
    blanks: tuple[str, ...] = ()  # what stands where nothing is known
    preferences: tuple[Preference, ...] = ()
    columns: tuple[XmlColumn, ...] = Field(min_length=1)
    family: XmlColumn | None = None  # the other members of the document's family, each a row of a table of its own
    expected: tuple[str, ...] = ()  # headings whose absence is told
    number_heading: str = ""  # the column that may be told by the folder of a document in several files
    note: str = ""


class PlaceHeadings(Dated):
    """Headings of the columns that say where a row comes from."""

    file: str
    document: str
    elements: str


class FamilyTable(Dated):
    """The table of family members: its name, and the heading under which the document's own number stands in it."""

    name: str
    number_heading: str


class XmlElements(Frozen):
    """All shapes of document that can be read."""

    places: PlaceHeadings
    family: FamilyTable
    formats: tuple[XmlFormat, ...]

    def headings(self, of: str = "patents") -> tuple[str, ...]:
        """The columns of the table of a register, in order."""
        shapes = (shape for shape in self.formats if shape.of == of)
        return tuple(dict.fromkeys(column.heading for shape in shapes for column in shape.columns))

    @cached_property
    def family_heading(self) -> str:
        """The heading of a family member's number; "" where no shape tells of any."""
        return next((shape.family.heading for shape in self.formats if shape.family), "")

    @cached_property
    def by_element(self) -> Mapping[str, XmlFormat]:
        """The shape of each element that is a document."""
        return {name: shape for shape in self.formats for name in shape.documents}

    @cached_property
    def patents_by_element(self) -> Mapping[str, XmlFormat]:
        """The shape of each element that is a patent document."""
        return {name: shape for name, shape in self.by_element.items() if shape.of == "patents"}
