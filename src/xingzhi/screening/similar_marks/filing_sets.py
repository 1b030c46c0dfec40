"""Rule 5.1.16 for a set of filings of one applicant that spell an earlier mark when put together: 六风, 必味, 居酱."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.compare import Compared, Verdict, compare
from xingzhi.screening.similar_marks.sign import read

RULE = "5.1.16"
FIRST_PLACES = 4  # characters of each filing that may be read together
RANK = (Verdict.NOT_SIMILAR, Verdict.NEEDS_PERSON, Verdict.SIMILAR, Verdict.IDENTICAL)


@dataclass(frozen=True)
class Way:
    """Filings, by their place in the list and in the order they are read, that spell the mark, and what else they then spell."""

    how: str
    filings: tuple[int, ...]
    rest: str
    verdict: Verdict


@dataclass(frozen=True)
class SetCompared:
    """What a set of filings comes to against one earlier mark: as a set, and each alone."""

    mark: str
    verdict: Verdict
    ways: tuple[Way, ...]
    alone: tuple[Compared, ...]
    note: str

    def data(self, filings: Sequence[str]) -> dict[str, Any]:
        """As JSON; filings are numbered from 1 in the order given."""
        return {
            "mark": self.mark,
            "verdict": self.verdict.value,
            "rules": [RULE] if self.ways else [],
            "ways": [
                {
                    "rule": RULE,
                    "how": way.how,
                    "verdict": way.verdict.value,
                    "filings": [{"no": at + 1, "text": filings[at]} for at in way.filings],
                    "rest": way.rest,
                }
                for way in self.ways
            ],
            "alone": [
                {"no": at, "text": text}
                | {key: found.data()[key] for key in ("verdict", "score", "rules", "rules_against")}
                for at, (text, found) in enumerate(zip(filings, self.alone, strict=True), 1)
            ],
            "note": self.note,
        }


def compare_set(filings: Sequence[str], mark: str, pack: MarkSimilarity) -> SetCompared:
    """Compare the filings of one applicant with an earlier mark: whether they spell it together, and how each stands to it alone."""
    ways = tuple(_ways(filings, mark, pack))
    alone = tuple(compare(text, mark, pack) for text in filings)
    verdicts = [*(way.verdict for way in ways), *(found.verdict for found in alone)]
    return SetCompared(mark, max(verdicts, key=RANK.index, default=Verdict.NOT_SIMILAR), ways, alone, pack.mark.value)


def _ways(filings: Sequence[str], mark: str, pack: MarkSimilarity) -> Iterator[Way]:
    sought, texts = _letters(mark, pack), [_letters(text, pack) for text in filings]
    if len(sought) < 2:
        return
    if joined := _joined(sought, texts):
        yield Way("连读", joined, "", Verdict.SIMILAR)
    if not read(mark, pack).han:  # single Latin letters are met everywhere
        return
    few = len(filings) <= pack.limits.set_filings  # in a large set any characters are met by chance
    long = len(sought) >= pack.limits.set_characters
    strength = Verdict.SIMILAR if few and long else Verdict.NEEDS_PERSON
    for place in (*range(FIRST_PLACES), -1):
        found = _one_each(sought, [text[place : place + 1 or None] if len(text) > 1 else "" for text in texts])
        if found:
            rest = "".join(_without(texts[at], place) for at in found)
            yield Way("各取末字" if place < 0 else f"各取第{place + 1}字", found, rest, strength)
            return
    if few and long and (found := _one_each(sought, texts)):
        yield Way("各取一字", found, "", Verdict.NEEDS_PERSON)


def _letters(text: str, pack: MarkSimilarity) -> str:
    sign = read(text, pack)
    return sign.han or sign.latin


def _without(text: str, place: int) -> str:
    at = place % len(text)
    return text[:at] + text[at + 1 :]


def _one_each(sought: str, offered: Sequence[str]) -> tuple[int, ...]:
    """A filing of its own for each character sought, in the order of the mark; empty where there is none."""
    holder: dict[int, int] = {}

    def place(at: int, seen: set[int]) -> bool:
        for filing, text in enumerate(offered):
            if sought[at] in text and filing not in seen:
                seen.add(filing)
                if filing not in holder or place(holder[filing], seen):
                    holder[filing] = at
                    return True
        return False

    if not all(place(at, set()) for at in range(len(sought))):
        return ()
    return tuple(sorted(holder, key=lambda filing: holder[filing]))


def _joined(sought: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Two filings or more that, read one after the other in some order, hold the mark; each gives a part of it, none all."""
    least = 1 if not sought.isascii() else 2

    def rest(left: str, used: tuple[int, ...]) -> tuple[int, ...]:
        for at, text in enumerate(texts):
            if at in used or not text or sought in text:
                continue
            if used and len(left) >= least and text.startswith(left):
                return (*used, at)
            for size in range(len(left) - least, least - 1, -1):
                fits = text == left[:size] if used else text.endswith(left[:size])
                if fits and (found := rest(left[size:], (*used, at))):
                    return found
        return ()

    return rest(sought, ())
