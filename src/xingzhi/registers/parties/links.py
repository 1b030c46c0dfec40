"""Applicants of patents as parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from xingzhi.core.declare import Values
from xingzhi.registers import bulk
from xingzhi.registers.models import PatentParty
from xingzhi.registers.parties.book import PartyBook
from xingzhi.registers.parties.mentions import Mention

LINKS = "applicant_links"  # in a version of a patent: the spellings it was linked by


def link_applicants(book: PartyBook, patents: dict[int, Values], *, fresh: bool) -> None:
    """Link patents (id -> row) to the parties their applicants are, in the order given.

    Patents that are not `fresh` may have links already; those are replaced.
    """
    mentions: dict[int, list[Mention]] = {}
    for record_id, row in patents.items():
        names = [name for name in (row["applicants"] or "").split("; ") if name]
        # The address belongs to the first applicant.
        mentions[record_id] = [
            Mention(name, row["region"], row["address"], row["postcode"], row["credit_code"])
            if position == 0
            else Mention(name, row["region"])
            for position, name in enumerate(names)
        ]
    # In the order of the file: of two spellings met together the first names the party, in every process.
    met = book.resolve(dict.fromkeys(mention for listed in mentions.values() for mention in listed))
    if not fresh:
        PatentParty.objects.filter(patent_id__in=list(mentions)).delete()
    bulk.insert(
        PatentParty,
        [
            {"patent": record_id, "spelling": met[mention].spelling, "party": met[mention].party, "position": position}
            for record_id, listed in mentions.items()
            for position, mention in enumerate(listed)
        ],
    )


def keep_links(versions: Sequence[Values]) -> None:
    """Write into versions of patents, about to be kept, by which spellings each is linked now."""
    linked = linked_spellings(version["record_id"] for version in versions)
    for version in versions:
        version["data"][LINKS] = linked.get(version["record_id"], [])


def linked_spellings(patents: Iterable[int]) -> dict[int, list[int]]:
    """The ids of the spellings each of these patents is linked by, in the order of its applicants."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for patent, position, spelling in bulk.find(PatentParty, "patent", patents, ("patent", "position", "spelling")):
        found[patent].append((position, spelling))
    return {patent: [spelling for _, spelling in sorted(links)] for patent, links in found.items()}
