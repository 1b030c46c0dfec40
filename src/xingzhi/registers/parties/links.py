"""Applicants of patents as parties."""

from __future__ import annotations

from xingzhi.core.declare import Values
from xingzhi.registers import bulk
from xingzhi.registers.models import PatentParty
from xingzhi.registers.parties.book import Mention, PartyBook


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
    parties = book.resolve(dict.fromkeys(mention for listed in mentions.values() for mention in listed))
    if not fresh:
        PatentParty.objects.filter(patent_id__in=list(mentions)).delete()
    bulk.insert(
        PatentParty,
        [
            {"patent": record_id, "party": parties[mention], "position": position}
            for record_id, listed in mentions.items()
            for position, mention in enumerate(listed)
        ],
    )
