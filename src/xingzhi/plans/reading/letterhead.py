"""Who issued a notice, under which number, title and date, how public it is and whom to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from xingzhi.packs import load
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import DATE_LINE, NUMBER, marker_of, number_value
from xingzhi.plans.reading.naming import ends_in_unit
from xingzhi.plans.reading.sentences import STOPS, brackets

_LONGEST_HEAD = 200
_ORDER = re.compile(r"(?:.{0,20})?第\s*[〇零一二三四五六七八九十百\d]{1,6}\s*号")
_DATE_PARTS = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})[年\-./]([\d一二三四五六七八九十]{1,3})[月\-./]([\d一二三四五六七八九十]{1,3})"
)


@dataclass
class Letterhead:
    """What a notice says of itself; "" and None where it does not. `parts` gives the part of each paragraph read here."""

    number: str = ""
    number_as_written: str = ""
    issuer: str = ""
    title: str = ""
    date: date | None = None
    publicity: str = ""
    contact: str = ""
    addressees: list[str] = field(default_factory=list)
    parts: dict[int, str] = field(default_factory=dict)  # start of a paragraph -> part
    signature: int | None = None  # index of the paragraph with the date below the text


def read_letterhead(paragraphs: list[Span]) -> Letterhead:
    """Read the paragraphs before the text, the signature and the marks below it."""
    head = Letterhead()
    body = _body_begins(paragraphs)
    _Top(head, paragraphs[:body]).read()
    _below(head, paragraphs, body)
    return head


def _body_begins(paragraphs: list[Span]) -> int:
    """The index of the first paragraph of the text, behind the addressees."""
    for at, paragraph in enumerate(paragraphs[:60]):
        text = paragraph.text
        if text.endswith(("：", ":")) and len(text) <= _LONGEST_HEAD and _label(text)[0] == "" and _addresses(text):
            return at + 1
        if marker_of(text) or (text[-1] in STOPS and len(text) > 20 and "：" not in text[:8]):
            return at
    return 0


def _addresses(text: str) -> bool:
    names = re.split("[，、,]", text.rstrip("：:"))
    return text.startswith("各") or any(ends_in_unit(re.sub("[（(].*?[）)]", "", name)) for name in names)


def _label(text: str) -> tuple[str, str]:
    """The label a line of a page begins with, and what follows it."""
    found = re.match(r"[【\[]?([^：:】\]]{2,10})[】\]]?\s*[：:]\s*(.*)$", text)
    if found:
        name = re.sub(r"\s", "", found[1])
        for key, names in load().notice_reading.letterhead.labels.items():
            if name in names:
                return key, found[2]
    return "", ""


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
        for paragraph in self.paragraphs:
            text = paragraph.text
            self.head.parts[paragraph.start] = "letterhead"
            key, value = _label(text)
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
        number = NUMBER.match(text) or NUMBER.fullmatch(re.sub("签发人.*", "", text))
        if number and (number.end() == len(text) or text[number.end() :].startswith(("签发人", "（"))):
            self._number(number)
        elif _ORDER.fullmatch(text) and not self.head.number:
            self.head.number = self.head.number_as_written = text
        elif text.endswith(issuer_mark) and ends_in_unit(text[: -len(issuer_mark[0])]):
            self.marked = text[: -len(issuer_mark[0])]
        elif DATE_LINE.fullmatch(text):
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
        text += line
        bare = re.sub(r"[（(][^（()）]*[）)]$", "", text)
        if bare.endswith(kinds) and not brackets(text).open_only:
            whole = text
    return whole


def _issuer_in(title: str) -> str:
    name = title.partition("关于")[0].strip()
    return name if name and ends_in_unit(re.sub("[（(][^（()）]*[）)]$", "", name)) else ""


def _names(text: str) -> list[str]:
    hidden = re.sub(r"[（(][^（()）]*[）)]", lambda found: found[0].replace("、", "\0").replace("，", "\1"), text)
    return [name.replace("\0", "、").replace("\1", "，") for name in re.split("[，,；;]", hidden) if name]


def _below(head: Letterhead, paragraphs: list[Span], body: int) -> None:
    """Signature, marks, contact and imprint behind the text has begun."""
    words = load().notice_reading.letterhead
    for at, paragraph in enumerate(paragraphs[body:], start=body):
        text = paragraph.text
        if found := (publicity(text) if text[0] in "（(" or _label(text)[0] == "publicity" else ""):
            head.publicity = head.publicity or found
            head.parts[paragraph.start] = "publicity"
        elif DATE_LINE.fullmatch(text):
            _sign(head, paragraphs, at, body)
        elif re.match(rf"[（(]?(?:{'|'.join(words.contact)})[：:]", text):
            head.contact += text
            head.parts[paragraph.start] = "contact"
        elif text.startswith(tuple(f"{word}：" for word in words.imprint)) or re.search(r"\d日印发$", text):
            head.parts[paragraph.start] = "imprint"
            head.date = head.date or read_date(text)
        elif text.startswith(words.not_text) or not re.search(r"[\u4e00-\u9fffA-Za-z0-9]", text):
            head.parts[paragraph.start] = "page"
    head.contact = head.contact.strip("（()） 。")


def _sign(head: Letterhead, paragraphs: list[Span], at: int, body: int) -> None:
    """A date on a line of its own, and the bodies named above it."""
    if head.signature is not None:
        return
    head.signature = at
    head.parts[paragraphs[at].start] = "signature"
    head.date = read_date(paragraphs[at].text) or head.date
    names: list[str] = []
    while at > body:
        at -= 1
        text = paragraphs[at].text
        bare = re.sub("[（(][^（()）]*[）)]$", "", text)
        if len(text) > 40 or text[-1] in STOPS + "：；，" or marker_of(text) or not (ends_in_unit(bare) or not bare):
            break
        head.parts[paragraphs[at].start] = "signature"
        names.insert(0, text)
    signed = "、".join(names).replace("、（", "（").replace("、(", "(")
    head.issuer = signed or head.issuer


def publicity(text: str) -> str:
    """The attribute a mark tells (主动公开, 依申请公开, 不予公开); "" where it tells none."""
    pairs = [(word, mark) for mark, group in load().notice_reading.publicity.marks.items() for word in group]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return next((mark for word, mark in pairs if word in text and len(text) <= 30), "")


def read_date(text: str) -> date | None:
    """The first whole date of a text, in Arabic or Chinese numerals; None where there is none."""
    found = _DATE_PARTS.search(text)
    if not found:
        return None
    try:
        return date(*(number_value(part) for part in found.groups()))
    except ValueError:
        return None
