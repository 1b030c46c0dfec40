"""What stands below the text of a notice: signature, date, mark of publicity, contact, imprint."""

from __future__ import annotations

import re

from xingzhi.packs import load
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.letter import Letterhead, label, publicity, read_date
from xingzhi.plans.reading.marks import CHINESE_DATE, DATE_LINE, marker_of
from xingzhi.plans.reading.naming import ends_in_unit
from xingzhi.plans.reading.sentences import STOPS, sentences

_SHORTEST_NAME = 4


def read_below(head: Letterhead, paragraphs: list[Span], body: int) -> None:
    """Signature, marks, contact and imprint behind the text has begun."""
    words = load().notice_reading.letterhead
    for at, paragraph in enumerate(paragraphs[body:], start=body):
        text = paragraph.text
        if found := (publicity(text) if text[0] in "（(" or label(text)[0] == "publicity" else ""):
            head.publicity = head.publicity or found
            head.parts[paragraph.start] = "publicity"
        elif DATE_LINE.fullmatch(text) or _signed_on_one_line(text):
            _sign(head, paragraphs, at, body)
        elif begins_contact(text):
            head.contact += ("，" if head.contact and head.contact[-1] not in "，；。,;." else "") + text
            head.parts[paragraph.start] = "contact"
        elif re.match(rf"(?:{'|'.join(words.imprint)})[：:]", text) or re.search(r"\d日印发$", text):
            head.parts[paragraph.start] = "imprint"
            head.date = head.date or read_date(text)
        elif text.startswith(words.not_text) or not re.search(r"[\u4e00-\u9fffA-Za-z0-9]", text):
            head.parts[paragraph.start] = "page"
        else:
            head.contact += "".join(each.text for each in sentences(text) if begins_contact(each.text))
    if not head.contact:
        head.contact = _contact_inside("\n".join(each.text for each in paragraphs[body:]))
    head.contact = head.contact.strip("（()） 。")


def _contact_inside(text: str) -> str:
    """Whom to ask, named in brackets inside a sentence."""
    names = "|".join(load().notice_reading.letterhead.contact)
    found = re.search(rf"[（(]((?:{names})[：:][^（()）\n]*)[）)]", text)
    return found[1] if found else ""


def begins_contact(text: str) -> bool:
    """Whether a text begins with whom to ask: 联系人：, 电话：…"""
    words = "|".join(load().notice_reading.letterhead.contact)
    return bool(re.match(rf"[（(]?(?:{words})(?:(?:及|和|与|、|/)?(?:{words}))?[：:]", text))


def _signed_on_one_line(text: str) -> str:
    """The body that signs on the line of the date: 示例局2025年3月1日; "" for other lines."""
    found = re.fullmatch(rf"([^，。；：]{{{_SHORTEST_NAME},40}}?){CHINESE_DATE}", text)
    return found[1] if found and ends_in_unit(found[1]) and not marker_of(text) else ""


def _sign(head: Letterhead, paragraphs: list[Span], at: int, body: int) -> None:
    """A date on a line of its own, and the bodies named above it."""
    if head.signature is not None:
        return
    head.signature = at
    head.parts[paragraphs[at].start] = "signature"
    dated = read_date(paragraphs[at].text)
    head.impossible_date = "" if dated else paragraphs[at].text
    head.date = dated or head.date
    beside = _signed_on_one_line(paragraphs[at].text)
    names: list[str] = [beside] if beside else []
    while at > body:
        at -= 1
        text = paragraphs[at].text
        bare = re.sub("[（(][^（()）]*[）)]$", "", text)
        if len(text) > 40 or text[-1] in STOPS + "：；，" or marker_of(text) or not (ends_in_unit(bare) or not bare):
            break
        head.parts[paragraphs[at].start] = "signature"
        names.insert(0, re.sub("[（(][^（()）]*代章[）)]", "", text))
    signed = (
        "、".join(one for name in names if name for one in _side_by_side(name))
        .replace("、（", "（")
        .replace("、(", "(")
    )
    head.issuer = signed or head.issuer


def _side_by_side(text: str) -> list[str]:
    """Two bodies that sign on one line: the second begins with the same place as the first."""
    second = text.find(text[:2], _SHORTEST_NAME)
    parted = second > 0 and ends_in_unit(text[:second]) and ends_in_unit(text[second:])
    return [text[:second], text[second:]] if parted else [text]
