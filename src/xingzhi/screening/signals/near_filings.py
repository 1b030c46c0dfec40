"""Applications that share an address, a phone or an inventor, and which of them are near in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from xingzhi.packs import Screening
from xingzhi.screening.signals.filings import Filing


def places_of(filing: Filing, addresses: Mapping[str, str], settings: Screening) -> frozenset[str]:
    """The exact addresses of an application and its first applicant: long enough and with a number of house or room."""
    least = settings.integer("least_address_length")
    given = (filing.address, addresses.get(filing.parties[0], ""))
    return frozenset(text for text in given if len(text) >= least and any(sign.isdigit() for sign in text))


def blocks_of(
    filings: Sequence[Filing], places: Mapping[str, frozenset[str]], phones: Mapping[str, str], settings: Screening
) -> Iterator[list[Filing]]:
    """Applications that share something, of at least two and at most so many parties, in order of filing; each set once."""
    blocks: dict[tuple[str, str], list[Filing]] = defaultdict(list)
    for filing in filings:
        for place in places[filing.key]:
            blocks["address", place].append(filing)
        for inventor in filing.inventors:
            blocks["inventor", inventor].append(filing)
        if phone := phones.get(filing.parties[0]):
            blocks["phone", phone].append(filing)
    different = {tuple(filing.key for filing in block): block for _, block in sorted(blocks.items())}
    for block in different.values():
        if 2 <= len({filing.parties[0] for filing in block}) <= settings.integer("most_parties"):
            yield sorted(block, key=lambda filing: (filing.day, filing.key))


def near(block: Sequence[Filing], days: int, most: int, cut: set[str]) -> Iterator[tuple[Filing, Filing]]:
    """Pairs near in time of different first applicants, the smaller number first: each with so many filed next.

    Who has more of them is put into `cut`; where there is one, each goes with so many of the next titles as well. A block
    of n takes no more than n times twice `most` steps, however it is made up.
    """
    whole = True
    for filing, others in _following(block):
        for found, other in enumerate(others):
            if other.day - filing.day > days:
                break
            if found == most:
                cut.add(filing.key)
                whole = False
                break
            yield _in_order(filing, other)
    if whole:
        return
    for filing, others in _following(sorted(block, key=lambda each: (each.title, each.day, each.key))):
        for other in islice(others, most):
            if abs(other.day - filing.day) <= days:
                yield _in_order(filing, other)


def _in_order(one: Filing, other: Filing) -> tuple[Filing, Filing]:
    return (one, other) if one.key < other.key else (other, one)


def _following(block: Sequence[Filing]) -> Iterator[tuple[Filing, Iterator[Filing]]]:
    """Each application and those behind it of other parties, without a look at every one of its own party."""
    others = list(range(1, len(block) + 1))  # of each the next of another party than its own
    for at in range(len(block) - 2, -1, -1):
        if block[at].parties[0] == block[at + 1].parties[0]:
            others[at] = others[at + 1]

    def behind(at: int) -> Iterator[Filing]:
        place = others[at]
        while place < len(block):
            if block[place].parties[0] == block[at].parties[0]:
                place = others[place]
            else:
                yield block[place]
                place += 1

    return ((filing, behind(at)) for at, filing in enumerate(block))
