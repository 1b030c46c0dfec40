"""Who issued a notice, under which number, title and date, how public it is and whom to ask."""

from __future__ import annotations

import re

from xingzhi.packs import load
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.letter import Letterhead, head_parts, label, publicity, read_date
from xingzhi.plans.reading.marks import DATE_LINE, NUMBER, marker_of
from xingzhi.plans.reading.naming import ends_in_unit
from xingzhi.plans.reading.sentences import STOPS, brackets
from xingzhi.plans.reading.signature import read_below

_LONGEST_HEAD = 1200
_ORDER = re.compile(r"(?:.{0,20})?第\s*[〇零一二三四五六七八九十百\d]{1,6}\s*号")


def read_letterhead(paragraphs: list[Span]) -> Letterhead:
    """Read the paragraphs before the text, the signature and the marks below it."""
    head = Letterhead()
    body = _body_begins(paragraphs)
    _Top(head, paragraphs[:body]).read()
    read_below(head, paragraphs, body)
    return head


def _body_begins(paragraphs: list[Span]) -> int:
    """The index of the first paragraph of the text, behind the addressees."""
    for at, paragraph in enumerate(paragraphs[:60]):
        text = paragraph.text
        if text.endswith(("：", ":")) and len(text) <= _LONGEST_HEAD and label(text)[0] == "" and _addresses(text):
            return at + 1
        if marker_of(text) or (text[-1] in STOPS and len(text) > 20 and "：" not in text[:8]):
            return at
    kinds = load().notice_reading.letterhead.kinds
    return next((at + 1 for at, each in enumerate(paragraphs[:20]) if each.text.endswith(kinds)), 0)


def _addresses(text: str) -> bool:
    names = re.split("[，、,]", text.rstrip("：:"))
    return text.startswith("各") or any(ends_in_unit(re.sub("[（(].*?[）)]", "", name)) for name in names)


class _Top:
    """The paragraphs before the text."""

    def __init__(self, head: Letterhead, paragraphs: list[Span]) -> None:
        self.head, self.paragraphs = head, paragraphs
        self.labelled: dict[str, str] = {}
        self.plain: list[list[str]] = [[]]  # runs of lines a title may be made of
        self.marked = ""  # from "…文件"

    def read(self) -> None:
        """Fill in the letterhead."""
        words = load().notice_reading.letterhead
        waiting = ""
        for paragraph, text in ((each, text) for each in self.paragraphs for text in head_parts(each.text)):
            self.head.parts.setdefault(paragraph.start, "letterhead")
            key, value = label(text)
            if key:
                waiting = "" if value else key
                self.labelled.setdefault(key, value)
                self.plain.append([])
            elif waiting and not (waiting == "other" and "关于" in text):
                self.labelled[waiting] = self.labelled[waiting] or text
                waiting = ""
            elif text.endswith(("：", ":")) and _addresses(text):
                self.head.addressees = _names(text.rstrip("：:"))
                self.head.parts[paragraph.start] = "addressees"
            else:
                waiting = ""
                self._line(text, words.issuer_mark)
        self._conclude()

    def _line(self, text: str, issuer_mark: tuple[str, ...]) -> None:
        number = NUMBER.match(text.strip("（()）"))
        if number and (rest := text.strip("（()）")[number.end() :]) is not None and _behind_number(rest):
            self._number(number)
            self.head.date = self.head.date or read_date(rest)
        elif _ORDER.fullmatch(text) and not self.head.number:
            self.head.number = self.head.number_as_written = text
        elif text.endswith(issuer_mark) and ends_in_unit(text[: -len(issuer_mark[0])]):
            self.marked = text[: -len(issuer_mark[0])]
        elif DATE_LINE.fullmatch(text.lstrip("•·●▪◆ ")):
            self.head.date = self.head.date or read_date(text)
        elif found := publicity(text):
            self.head.publicity = self.head.publicity or found
        else:
            self.plain[-1].append(text)
            return
        self.plain.append([])

    def _number(self, number: re.Match[str]) -> None:
        if not self.head.number:
            self.head.number_as_written = number[0]
            self.head.number = f"{number[1]}〔{number[2]}〕{number[3]}号"

    def _conclude(self) -> None:
        head, labelled = self.head, self.labelled
        given = labelled.get("number", "")
        if not head.number and (number := NUMBER.search(given)):
            self._number(number)
        runs = [run for run in map(_title, self.plain) if run]
        head.title = labelled.get("title") or next((run for run in runs if "关于" in run), runs[0] if runs else "")
        head.issuer = labelled.get("issuer", "") or self.marked or _issuer_in(head.title)
        head.date = read_date(labelled.get("date", "")) or head.date
        head.publicity = publicity(labelled.get("publicity", "")) or head.publicity


def _behind_number(text: str) -> bool:
    """Whether what follows a number on its line leaves it a number of the letterhead: nothing, a name, a date."""
    return not text or text.startswith(("签发人", "（", "(")) or bool(DATE_LINE.match(text))


def _title(lines: list[str]) -> str:
    """The title in a run of lines; "" where there is none."""
    kinds = load().notice_reading.letterhead.kinds
    begun = next((at for at, line in enumerate(lines) if "关于" in line), 0)
    while (
        begun
        and ends_in_unit(re.sub("[（(][^（()）]*[）)]$", "", lines[begun - 1]))
        and lines[begun].startswith("关于")
    ):
        begun -= 1
    text, whole = "", ""
    for line in lines[begun:]:
        if whole and _begins_again(line, whole, lines):
            break
        text += line
        bare = re.sub(r"[（(][^（()）]*[）)]$", "", text)
        if bare.endswith(kinds) and not brackets(text).open_only:
            whole = text
    return whole


def _begins_again(line: str, title: str, lines: list[str]) -> bool:
    """Whether a whole title is behind us and what follows repeats it or is a line of the page around it."""
    if "关于" in title and "关于" in "".join(lines[lines.index(line) :]):
        return True
    return line.startswith(title[:6]) or bool(re.search("[：:，,。]", line))


def _issuer_in(title: str) -> str:
    name = re.split(r"关于|(?:19|20)\d{2}年", title)[0].strip()
    if name == title:
        return ""
    return name if name and ends_in_unit(re.sub("[（(][^（()）]*[）)]$", "", name)) else ""


def _names(text: str) -> list[str]:
    hidden = re.sub(r"[（(][^（()）]*[）)]", lambda found: found[0].replace("、", "\0").replace("，", "\1"), text)
    every = load().notice_reading.units.every[0]
    names: list[str] = []
    for name in filter(None, re.split("[，,；;]", hidden)):
        listed = name.split("、")
        names += listed if all(every in each and ends_in_unit(each) for each in listed) else [name]
    return [name.replace("\0", "、").replace("\1", "，") for name in names]
