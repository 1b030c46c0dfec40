"""Mend a text that was broken into lines and pages: one paragraph again one piece, and nothing lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xingzhi.plans.reading.labels import ends_in_label, is_label
from xingzhi.plans.reading.marks import CLOSERS, DATE_LINE, NUMBER, OPENERS, begins_part, is_title, marker_of
from xingzhi.plans.reading.naming import ends_in_unit
from xingzhi.plans.reading.received import Block, Grid, Line
from xingzhi.plans.reading.running import running_heads

_TERMINAL = "。！？；：!?;:"
_PAGE_NUMBER = re.compile(r"[\s—\-–－―─·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*\d{1,3}\s*页?)?[\s—\-–－―─·]*")
_WIDE = r"[\u2e80-\u9fff\u3000-\u303f\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’—…·﹝﹞]"
_SPACE = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")
_NARROW = {0xFF10 + digit: ord("0") + digit for digit in range(10)} | {
    0xFF21 + at: ord("A") + at for at in range(26)
} | {0xFF41 + at: ord("a") + at for at in range(26)} | {0xFF05: ord("%"), 0xFF0E: ord("."), 0x3000: ord(" ")}  # fmt: skip
_INDENT = re.compile(r"(?:\u3000{1,}|[ \t]{2,}|\u2003+)\S")
_WIDEST = 60  # a longer line is a paragraph
_NARROWEST = 18  # no page is set in shorter lines
_NEARLY = 0.8  # of the common width: such a line was broken because it was full
_MOST_SIGNING = 4
_LONGEST_NAME = 30
_SHORT = 12  # characters: a signature, no paragraph cut by the end of a page
_FEWEST_BROKEN = 3
_SHARE_BROKEN = 0.08  # of the lines that are full and end in no stop: the text was broken into lines
_LONGEST_OPEN = 300  # characters a bracket may stay open over lines


@dataclass(frozen=True)
class Mended:
    """Paragraphs and tables in order; `left_out` are page numbers, which stood between the lines of sentences."""

    blocks: tuple[str | Grid, ...]
    left_out: tuple[str, ...] = field(default=())


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page and nothing else."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def clean(text: str) -> str:
    """One line as it is kept: without blanks between Chinese characters, digits and Latin letters in narrow form."""
    return _SPACE.sub("", text.translate(_NARROW).replace("\ufeff", "").strip())


def mend(blocks: Iterable[Block], wrapped: bool, paged: bool = False) -> Mended:
    """Paragraphs of a notice; `wrapped` where a line of the file need not be a paragraph, `paged` where none is."""
    blocks = list(blocks)
    lines = [block for block in blocks if isinstance(block, Line) and block.text.strip()]
    shape = _Shape(lines, blocks, paged) if wrapped else None
    out: list[str | Grid] = []
    left_out: list[str] = []
    blank = turned = False
    last, page = "", 0  # the last line as it stood, to be gone on with
    signed = _signatures(blocks)
    heads = running_heads(blocks) if paged else frozenset()
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            out.append(block)
            last = ""
        elif not block.text.strip():
            blank = True
        elif at in heads or (wrapped and _PAGE_NUMBER.fullmatch(block.text)):
            left_out.append(block.text.strip())
            turned = True
        else:
            turned |= bool(page and block.page and block.page != page)
            cut = turned and not ends(str(out[-1])) and not _begins(clean(block.text)) if out and last else False
            cut = cut and not (shape and shape.is_short(last))
            if (
                last
                and out
                and at not in signed
                and (
                    (shape and (cut or shape.goes_on(str(out[-1]), last, block.text, blank)))
                    or (is_label(str(out[-1])) and not _begins(clean(block.text)))
                )
            ):
                out[-1] = clean(f"{out[-1]}{_gap(str(out[-1]), block.text)}{block.text.strip()}")
            else:
                out.append(clean(block.text))
            last, page, blank, turned = block.text, block.page, False, False
    return Mended(tuple(out), tuple(left_out))


def _signatures(blocks: Sequence[Block]) -> set[int]:
    """The lines that are bodies signing above a date: none goes on with the text before it."""
    lines = [(at, clean(each.text)) for at, each in enumerate(blocks) if isinstance(each, Line) and each.text.strip()]
    found: set[int] = set()
    for place, (_, text) in enumerate(lines):
        if not DATE_LINE.fullmatch(text):
            continue
        for at, name in reversed(lines[max(place - _MOST_SIGNING, 0) : place]):
            bare = re.sub(r"[（(][^（()）]*[）)]$", "", name)
            if len(name) > _LONGEST_NAME or re.search("[。，、：；]", name) or not (ends_in_unit(bare) or not bare):
                break
            found.add(at)
    return found


def _gap(before: str, after: str) -> str:
    """A blank between Latin words, which a line's end had parted."""
    return " " if before[-1:].isascii() and before[-1:].isalpha() and after.strip()[:1].isascii() else ""


def width(text: str) -> float:
    """Width of a line in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in clean(text))


class _Shape:
    """How a text is broken into lines."""

    def __init__(self, lines: Sequence[Line], blocks: Sequence[Block], paged: bool) -> None:
        widths = sorted(width(line.text) for line in lines)
        self.full = widths[int(len(widths) * 0.9)] if widths else 0.0
        broken = sum(
            width(line.text) >= self.full * _NEARLY and clean(line.text)[-1:] not in _TERMINAL + CLOSERS
            for line in lines
        )
        self.hard = paged or (
            self.full >= _NARROWEST
            and widths[-1] <= _WIDEST
            and broken >= max(_FEWEST_BROKEN, len(lines) * _SHARE_BROKEN)
        )
        indented = sum(bool(_INDENT.match(line.text)) for line in lines)
        self.indents = len(lines) * 0.05 < indented < len(lines) * 0.7
        blanks = sum(isinstance(block, Line) and not block.text.strip() for block in blocks)
        self.airy = blanks > len(lines) * 0.4  # a blank line after every line parts nothing

    def is_short(self, line: str) -> bool:
        """Whether a line of a broken text ends before its edge: what it says ends with it."""
        return self.hard and width(line) < self.full * _NEARLY

    def goes_on(self, paragraph: str, last: str, line: str, blank: bool) -> bool:
        """Whether `line` goes on with the paragraph whose last line is `last`."""
        text = clean(line)
        if text[0] in CLOSERS + "，、。；：,.;!！？" and not marker_of(text):
            return True
        if len(paragraph) < _LONGEST_OPEN * 3 and _is_open(paragraph[-_LONGEST_OPEN:]):
            if not _begins(text):
                return self.hard or paragraph[-1] not in "。！？"
            if self.hard and begins_part(text) and paragraph[-1] not in _TERMINAL and not self.is_short(last):
                return True  # …（联系 | 电话：…）
        if self.hard and paragraph[-1] in "；;" and not self.is_short(last) and not _begins(text):
            return not (blank and not self.airy) and not _INDENT.match(line)
        if ends_in_label(paragraph) and not _begins(text):
            return True
        if _begins(text) or paragraph[-1] in _TERMINAL or is_title(paragraph) or NUMBER.fullmatch(paragraph):
            return False
        if "。" in paragraph and paragraph[-1] not in CLOSERS:  # a sentence is not finished
            return True
        if not self.hard:
            return paragraph[-1] in "，、," or (width(last) > _WIDEST and paragraph[-1] not in CLOSERS)
        if self.indents and _INDENT.match(line):
            return False
        if blank and not self.airy and width(last) < self.full * _NEARLY:
            return False
        if text[0] in "《“" and "，" in paragraph and paragraph[-1] not in CLOSERS:  # set back as a whole
            return True
        return width(last) >= self.full * _NEARLY or paragraph[-1] in "，、,"


def ends(text: str) -> bool:
    """Whether a paragraph ends as one does: a page turned inside it else."""
    return (
        text[-1] in _TERMINAL + CLOSERS
        or is_title(text)
        or begins_part(text)
        or (len(text) < _SHORT and not marker_of(text))
    )


def _begins(text: str) -> bool:
    return bool(marker_of(text)) or begins_part(text)


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text."""
    stack: list[str] = []
    for letter in text:
        if letter in OPENERS:
            stack.append(letter)
        elif letter in CLOSERS and OPENERS[CLOSERS.index(letter)] in stack:
            while stack.pop() != OPENERS[CLOSERS.index(letter)]:
                pass
    return bool(stack)
