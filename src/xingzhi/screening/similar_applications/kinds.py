"""How two similar applications stand to each other: the pack's kinds, asked of what the registers say of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xingzhi.packs import PairCondition, PairKind, Screening

Pair = tuple[str, str, float]  # two keys and how alike they are


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one application. Empty and None mean: not known."""

    key: str
    title: str = ""
    patent_type: str = ""
    parties: frozenset[str] = frozenset()
    filing_date: date | None = None
    status: str = ""
    ended_on: date | None = None  # of a status that ends the application or the right
    published_on: date | None = None
    parent: str = ""  # the application it was divided from
    priorities: frozenset[str] = frozenset()  # domestic applications it claims priority of
    later_number: bool = False  # its number is of a later year than its filing date, and it is no international one
    columns: dict[str, str] = field(default_factory=dict)  # values that are compared as they stand


def labelled(pairs: Sequence[Pair], facts: Mapping[str, Facts], screening: Screening) -> list[tuple[str, ...]]:
    """The kinds of each pair; of kinds a record can be in once only, the most alike pair has it and others do without."""
    kinds = [kinds_of(facts[a], facts[b], screening) for a, b, _score in pairs]
    for kind in screening.kinds:
        if kind.once:
            for at in _beaten([at for at, codes in enumerate(kinds) if kind.code in codes], pairs, facts):
                a, b, _score = pairs[at]
                kinds[at] = kinds_of(facts[a], facts[b], screening, without=kind.code)
    return kinds


def _beaten(places: Sequence[int], pairs: Sequence[Pair], facts: Mapping[str, Facts]) -> Iterator[int]:
    """The places of pairs one of whose records is in a pair that is more alike."""

    def rank(at: int) -> tuple[float, bool, str, str]:
        a, b, score = pairs[at]
        return (-score, facts[a].title != facts[b].title, min(a, b), max(a, b))

    taken: set[str] = set()
    for at in sorted(places, key=rank):
        a, b, _score = pairs[at]
        if a in taken or b in taken:
            yield at
        else:
            taken |= {a, b}


def kinds_of(a: Facts, b: Facts, screening: Screening, without: str = "") -> tuple[str, ...]:
    """The codes of all kinds a pair is of, in the pack's order; at least one where the pack's last resort holds.

    A kind the law allows explains the pair: it carries no other then.
    """
    earlier, later = sorted((a, b), key=lambda each: (each.filing_date or date.max, each.key))

    def holding(kinds: list[PairKind]) -> tuple[str, ...]:
        return tuple(kind.code for kind in kinds if any(holds(when, earlier, later, screening) for when in kind.when))

    asked = [kind for kind in screening.kinds if kind.code != without]
    lawful = holding([kind for kind in asked if kind.lawful])
    if lawful:
        return lawful
    told = holding([kind for kind in asked if not kind.lawful and not kind.otherwise])
    return told or holding([kind for kind in asked if kind.otherwise])[:1]


def holds(when: PairCondition, earlier: Facts, later: Facts, screening: Screening) -> bool:
    """Whether everything a condition asks for is known and so."""
    return (
        _parties(when, earlier, later)
        and (not when.patent_types or sorted(when.patent_types) == sorted((earlier.patent_type, later.patent_type)))
        and all(_value(earlier, name) and _value(earlier, name) == _value(later, name) for name in when.same)
        and (not when.at_most_days or _days_apart(earlier, later, screening.integer(when.at_most_days)))
        and (not when.later_number or earlier.later_number or later.later_number)
        and (when.named is None or _named(when.named, earlier, later))
        and (not when.earlier_status or _ended(when, earlier, later, screening))
        and (not when.published_before or _before(earlier.published_on, later.filing_date))
    )


def _parties(when: PairCondition, a: Facts, b: Facts) -> bool:
    if when.parties is None:
        return True
    if not a.parties or not b.parties:
        return False
    return {
        "same": a.parties == b.parties,
        "shared": bool(a.parties & b.parties),
        "different": not a.parties & b.parties,
    }[when.parties]


def _value(facts: Facts, name: str) -> object:
    return facts.filing_date if name == "filing_date" else facts.columns.get(name, "")


def _days_apart(earlier: Facts, later: Facts, most: int) -> bool:
    if earlier.filing_date is None or later.filing_date is None:
        return False
    return (later.filing_date - earlier.filing_date).days <= most


def _before(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first < second


def _named(what: str, a: Facts, b: Facts) -> bool:
    if what == "same_parent":
        return bool(a.parent) and a.parent == b.parent
    if what == "parent":
        return a.parent == b.key or b.parent == a.key
    return a.key in b.priorities or b.key in a.priorities


def _ended(when: PairCondition, earlier: Facts, later: Facts, screening: Screening) -> bool:
    """Whether the earlier application had ended by the time of the later; one whose end has no date counts."""
    if earlier.status not in when.earlier_status or not _before(earlier.filing_date, later.filing_date):
        return False
    if not when.ended_at_most_days or earlier.ended_on is None or later.filing_date is None:
        return True
    return (earlier.ended_on - later.filing_date).days <= screening.integer(when.ended_at_most_days)
