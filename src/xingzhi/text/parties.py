"""Which names mean the same party: legal form, brackets, width and traditional characters make no difference.

Two names are one party when their keys are equal, and keys are whole names less their form: firms that share only a
generic tail ("集团有限公司", "科技发展有限公司") never meet.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from xingzhi.text.names import looks_like_organisation
from xingzhi.text.normalise import simplify
from xingzhi.text.party_rules import PartyRules

_BRACKETS = re.compile(r"[()\[\]{}<>〈〉《》【】〔〕「」『』]")
_SIGNS = re.compile(r"[\s·•・.,，。、;:：；'’‘\"“”\-‐–—_*&/\\]+")
_HAN_ONLY = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class PartyKey:
    """`key` is equal for names that mean one party; `reasons` say what was disregarded ("legal_form:有限公司").

    The key of a person is only the name: the caller adds what tells two people of one name apart.
    """

    key: str
    person: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    forms: tuple[tuple[str, str], ...]  # folded form, form as the pack writes it; longest first
    generic: re.Pattern[str]
    markers: tuple[str, ...]
    minimum: float  # distinctive characters
    person: tuple[float, float]  # fewest and most Chinese characters of a person's name
    transliterated: re.Pattern[str]  # of names longer than that


_compiled: dict[int, tuple[PartyRules, _Compiled]] = {}


def _rules(rules: PartyRules) -> _Compiled:
    """Prepare rules once; the rules are kept beside the result so that their id stays theirs."""
    kept = _compiled.get(id(rules))
    if kept is None:
        forms = sorted(((squeeze(form), form) for form in rules.legal_forms.values), key=lambda pair: -len(pair[0]))
        words = sorted((re.escape(squeeze(word)) for word in rules.generic_words.values), key=len, reverse=True)
        kept = _compiled[id(rules)] = (
            rules,
            _Compiled(
                tuple(forms),
                re.compile("|".join(words) or "(?!)"),
                tuple(simplify(marker).lower() for marker in rules.org_markers.values),
                rules.minimum_distinctive_length.value,
                (rules.minimum_person_length.value, rules.maximum_person_length.value),
                _transliterated(rules),
            ),
        )
    return kept[1]


def _transliterated(rules: PartyRules) -> re.Pattern[str]:
    """Names wholly made of the pack's words; a single character is a word only at the end."""
    parts = rules.transliterated_parts.values
    longer = "|".join(sorted((part for part in parts if len(part) > 1), key=len, reverse=True))
    single = "".join(part for part in parts if len(part) == 1)
    surnames = "".join(rules.transliterated_surnames.values)
    if not longer:
        return re.compile("(?!)")
    length = f"(?=.{{1,{rules.maximum_transliterated_length.value:.0f}}}$)"
    return re.compile(f"{length}[{surnames or '。'}]?(?:{longer})+[{single or '。'}]?")


def squeeze(text: str) -> str:
    """The letters of a name: simplified, lower case, without brackets, signs and spaces."""
    return _SIGNS.sub("", _BRACKETS.sub("", simplify(unicodedata.normalize("NFKC", text)).lower()))


def party_key(name: str, rules: PartyRules) -> PartyKey:
    """The key of a party's name and the reasons why this spelling has it.

    Reasons: "width", "traditional", "case", "brackets", "signs" (spaces and punctuation), "legal_form:<form>".
    """
    return _party_key(name, _rules(rules))


@lru_cache(maxsize=1 << 16)
def _party_key(name: str, rules: _Compiled) -> PartyKey:
    whole, reasons = _folded(name.strip())
    if not whole:
        return PartyKey("", False, ())
    if _is_person(name, whole, rules):
        return PartyKey(f"person:{whole}", True, tuple(reasons))
    bare, form = _cut_form(whole, rules)
    if len(rules.generic.sub("", bare)) < rules.minimum:
        # 科技发展有限公司 is told from others by nothing; 华 alone may be anything.
        return PartyKey(f"whole:{whole}", False, tuple(reasons))
    if form:
        reasons.append(f"legal_form:{form}")
    return PartyKey(f"org:{bare}", False, tuple(reasons))


def _cut_form(whole: str, rules: _Compiled) -> tuple[str, str]:
    """The name without its legal form, and the form.

    A partnership is not the company of the same words: its form only goes where what is left names an organisation
    by itself (某某专利代理事务所（特殊普通合伙）).
    """
    for folded, given in rules.forms:
        if whole.endswith(folded):
            bare = whole[: -len(folded)]
            if "合伙" in folded and not bare.endswith(rules.markers):
                return whole, ""
            return bare, given
    return whole, ""


def _folded(name: str) -> tuple[str, list[str]]:
    """The name reduced to its letters, and which differences were disregarded on the way."""
    reasons = []
    narrow = unicodedata.normalize("NFKC", name)
    if _BRACKETS.sub("", narrow) != _BRACKETS.sub("", name.replace("（", "(").replace("）", ")")):
        reasons.append("width")
    simple = simplify(narrow)
    if simple != narrow:
        reasons.append("traditional")
    lower = simple.lower()
    if lower != simple:
        reasons.append("case")
    content = _BRACKETS.sub("", lower)
    if content != lower:
        reasons.append("brackets")
    letters = _SIGNS.sub("", content)
    if letters != content:
        reasons.append("signs")
    return letters, reasons


def _is_person(name: str, whole: str, rules: _Compiled) -> bool:
    if any(whole.endswith(folded) for folded, _ in rules.forms) or looks_like_organisation(name, rules.markers):
        return False
    if "·" in name or "•" in name:
        return True
    if _HAN_ONLY.fullmatch(whole.replace("*", "")):
        return rules.person[0] <= len(whole) and (
            len(whole) <= rules.person[1] or rules.transliterated.fullmatch(whole) is not None
        )
    return whole.isascii() and whole.isalpha()  # a Latin name without any company word
