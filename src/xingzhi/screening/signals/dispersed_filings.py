"""Similar-titled applications near in time under several names that an address, a phone or inventors link (limb 3-6).

Parties that file together openly are not told: dispersing is filing under names that seem to have nothing in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from statistics import fmean
from typing import Any, NamedTuple

from xingzhi.packs import Screening
from xingzhi.screening.signals.contract import MOST_PARTNERS, Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import Filing, Joined, day_of, likeness, pieces, read_filings, rounded
from xingzhi.screening.signals.near_filings import blocks_of, near, places_of
from xingzhi.text.parties import party_key, squeeze

NAME = "dispersed_filings"
LINKS = {"address": "address", "phone": "phone", "inventors": "inventors", "agent": "agent"}  # kind -> column
MOST_NAMES = 8  # told in words


class Pair(NamedTuple):
    """Two similar applications of parties that something links."""

    left: Filing
    right: Filing
    alike: float
    links: tuple[str, ...]
    weight: float


def find_dispersed(inputs: SignalInputs) -> list[Signal]:
    """A signal for each application in a component of at least so many parties."""
    filings, missing = read_filings(inputs)
    settings = inputs.settings
    filings = [filing for filing in filings if filing.day and filing.title and filing.parties]
    addresses, phones = _directory(inputs)
    lacking = tuple(
        kind
        for kind, column in LINKS.items()
        if (column in missing and kind != "phone") or (kind == "phone" and not phones)
    )
    inputs.progress("linked")
    pairs, cut = _linked_pairs(filings, addresses, phones, settings)
    inputs.progress(f"components; {len(cut)} compared in part")
    parties = Joined()
    for pair in pairs:
        parties.join(pair.left.parties[0], pair.right.parties[0])
    of_group: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of_group[parties.root(pair.left.parties[0])].append(pair)
    return [signal for _, each in sorted(of_group.items()) for signal in _told(each, cut, settings, lacking)]


def _directory(inputs: SignalInputs) -> tuple[dict[str, str], dict[str, str]]:
    """Addresses and phones of parties, where their register holds them, by party."""
    columns, _ = inputs.columns("parties", ("key", "name", "address", "phone"))
    addresses, phones = {}, {}
    for key, name, address, phone in zip(*columns.values(), strict=True):
        for party in filter(None, (key, party_key(name, inputs.packs.party_names).key if name else None)):
            if address:
                addresses[party] = squeeze(address)
            if phone:
                phones[party] = squeeze(phone)
    return addresses, phones


def _linked_pairs(
    filings: Sequence[Filing], addresses: Mapping[str, str], phones: Mapping[str, str], settings: Screening
) -> tuple[list[Pair], set[str]]:
    """The pairs, and the applications that were compared with the nearest only."""
    places = {filing.key: places_of(filing, addresses, settings) for filing in filings}
    known = _known(filings)
    titles = {filing.key: pieces(filing.title) for filing in filings}
    found: dict[tuple[str, str], Pair] = {}
    cut: set[str] = set()
    days, most = settings.integer("near_days"), settings.integer("most_beside")
    for block in blocks_of(filings, places, phones, settings):
        for left, right in near(block, days, most, cut):
            if (left.key, right.key) in found or not known[left.key].isdisjoint(right.parties):
                continue
            alike = likeness(titles[left.key], titles[right.key])
            if alike < settings["alike"]:
                continue
            links = _links(left, right, places, phones)
            weight = sum(float(settings[f"weight_{link}"]) for link in links)
            if weight >= settings["least_weight"]:
                found[left.key, right.key] = Pair(left, right, alike, links, weight)
    return [found[keys] for keys in sorted(found)], cut


def _known(filings: Sequence[Filing]) -> dict[str, frozenset[str]]:
    """Of each application its applicants and those they file with openly, here or elsewhere."""
    together: dict[str, set[str]] = defaultdict(set)
    for filing in filings:
        for party in filing.parties:
            together[party].update(filing.parties)
    circles = {party: frozenset(others) for party, others in together.items()}
    return {filing.key: frozenset().union(*(circles[party] for party in filing.parties)) for filing in filings}


def _links(
    left: Filing, right: Filing, places: Mapping[str, frozenset[str]], phones: Mapping[str, str]
) -> tuple[str, ...]:
    shared = sum(name in right.inventors for name in left.inventors)
    phone = phones.get(left.parties[0])
    held = {
        "address": bool(places[left.key] & places[right.key]),
        "phone": bool(phone) and phone == phones.get(right.parties[0]),
        "inventors": shared > 1,
        "inventor": shared == 1,
        "agent": any(name in right.agents for name in left.agents),
    }
    return tuple(link for link, holds in held.items() if holds)


def _told(pairs: Sequence[Pair], cut: Set[str], settings: Screening, lacking: tuple[str, ...]) -> Iterator[Signal]:
    filings = {filing.key: filing for pair in pairs for filing in (pair.left, pair.right)}
    parties = {filing.parties[0]: filing.names[0] for filing in filings.values()}
    if len(parties) < settings.integer("least_parties"):
        return
    keys, names = sorted(filings), sorted(parties.values())
    links = Counter(link for pair in pairs for link in pair.links)
    days = [filing.day for filing in filings.values()]
    alike, weight = fmean(pair.alike for pair in pairs), fmean(pair.weight for pair in pairs)
    score = fmean(
        (min(1.0, len(parties) / settings["full_parties"]), alike, min(1.0, weight / settings["full_weight"]))
    )
    facts: dict[str, Any] = {
        "parties": len(parties),
        "names": "、".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else ""),
        "filings": len(keys),
        "pairs": len(pairs),
        "beside": settings.integer("most_beside"),
        "cut": sum(key in cut for key in keys),
        "first_day": day_of(min(days)),
        "last_day": day_of(max(days)),
        "alike": rounded(alike),
        "links": sorted(links),
        **{f"pairs_by_{link}": links[link] for link in ("address", "phone", "inventors", "inventor", "agent")},
    }
    beside: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: -pair.alike):
        beside[pair.left.key].append(pair.right.key)
        beside[pair.right.key].append(pair.left.key)
    for key in keys:
        yield Signal(key, score, f"dispersed:{keys[0]}", tuple(beside[key][:MOST_PARTNERS]), facts, lacking)


declare(
    SignalScreening(
        NAME,
        ("patents", "patent_parties", "parties"),
        find_dispersed,
        {"patents": ("key", "title", "applicants", "filing_date", "inventors", "agent", "address")},
    )
)
