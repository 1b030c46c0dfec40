"""Which party a name means: one enterprise under many spellings is one party, with the reason kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xingzhi.core.declare import Values
from xingzhi.registers import bulk, search
from xingzhi.registers.models import Party, PartyName
from xingzhi.registers.parties.register import PARTIES
from xingzhi.registers.record import blank
from xingzhi.registers.settle import UNASSIGNED, Settler
from xingzhi.text.normalise import fold, simplify
from xingzhi.text.parties import PartyKey, party_key

REMEMBERED = 400_000  # spellings kept in memory during a batch


@dataclass(frozen=True)
class Mention:
    """A name met in a record. `region` is the record's owner: people of one name in two places are two parties."""

    name: str
    region: str
    address: str = ""
    postcode: str = ""
    credit_code: str = ""


def read_name(name: str, region: str, rules: Any) -> tuple[str, PartyKey]:
    """The spelling under which a name is remembered, and the key of the party it means."""
    key = party_key(name, rules)
    spelling = fold(simplify(name))[:300]
    if key.person:
        return f"{spelling}@{region}", PartyKey(f"{key.key}@{region}", True, key.reasons)
    return spelling, key


class PartyBook:
    """Finds parties by name and adds the ones not met before; one book serves one batch."""

    def __init__(self, settler: Settler, revision: int, source: str) -> None:
        self.settler, self.revision, self.source = settler, revision, source
        self.known: dict[str, int] = {}

    def resolve(self, mentions: Iterable[Mention]) -> dict[Mention, int]:
        """The party of each mention; parties and spellings not known yet are added in the running transaction."""
        rules = self.settler.packs.party_names
        read = {mention: read_name(mention.name, mention.region, rules) for mention in mentions}
        self._recall({spelling for spelling, _ in read.values()} - self.known.keys())
        unknown: dict[str, tuple[Mention, PartyKey]] = {}
        for mention, (spelling, key) in read.items():
            if spelling not in self.known:
                unknown.setdefault(spelling, (mention, key))
        if unknown:
            self._learn(unknown)
        found = {mention: self.known[spelling] for mention, (spelling, _) in read.items()}
        if len(self.known) > REMEMBERED:
            self.known.clear()
        return found

    def adopt(self, rows: Sequence[Values]) -> None:
        """Give rows of a list of parties the key under which the party is already known, by spelling or credit code."""
        rules = self.settler.packs.party_names
        codes = {row["credit_code"] for row in rows} - {""}
        by_code = dict(Party.objects.filter(credit_code__in=codes).values_list("credit_code", "key"))
        spellings = {id(row): read_name(row["name"], row["region"], rules) for row in rows}
        self._recall({spelling for spelling, _ in spellings.values()} - self.known.keys())
        ids = {self.known[spelling] for spelling, _ in spellings.values() if spelling in self.known}
        keys = dict(Party.objects.filter(id__in=ids).values_list("id", "key"))
        for row in rows:
            spelling, key = spellings[id(row)]
            known = keys.get(self.known.get(spelling, 0))
            row["party_key"] = known or by_code.get(row["credit_code"]) or key.key
            if row["credit_code"]:
                by_code.setdefault(row["credit_code"], row["party_key"])

    def remember(self, parties: dict[int, Values]) -> None:
        """Keep the names of listed parties (id -> row), their other names included, as spellings of those parties."""
        rules = self.settler.packs.party_names
        wanted: dict[str, tuple[str, int, tuple[str, ...]]] = {}
        for party_id, row in parties.items():
            for name in (row["name"], *(row["aliases"] or "").split("; ")):
                if not name:
                    continue
                spelling, key = read_name(name, row["region"], rules)
                same = key.key == row["party_key"]
                why = key.reasons if same else (("credit_code",) if name == row["name"] else ("declared_alias",))
                wanted.setdefault(spelling, (name, party_id, why))
        self._recall(set(wanted) - self.known.keys())
        fresh = {spelling: found for spelling, found in wanted.items() if spelling not in self.known}
        self._spell(fresh)

    def _spell(self, spellings: dict[str, tuple[str, int, tuple[str, ...]]]) -> None:
        bulk.insert(
            PartyName,
            [
                {
                    "spelling": spelling,
                    "party": party,
                    "shown": name[:300],
                    "reasons": list(why),
                    "revision": self.revision,
                }
                for spelling, (name, party, why) in spellings.items()
            ],
        )
        self.known.update({spelling: party for spelling, (_, party, _) in spellings.items()})

    def _recall(self, spellings: set[str]) -> None:
        if spellings:
            self.known.update(bulk.find(PartyName, "spelling", spellings, ("spelling", "party")))

    def _learn(self, unknown: dict[str, tuple[Mention, PartyKey]]) -> None:
        by_key = self._parties_by_key({key.key for _, key in unknown.values()})
        new: dict[str, Mention] = {}
        for mention, key in unknown.values():
            if key.key not in by_key:
                new.setdefault(key.key, mention)
        by_key |= self._add_parties(new)
        self._spell({s: (m.name, by_key[k.key], k.reasons) for s, (m, k) in unknown.items()})

    def _parties_by_key(self, keys: set[str]) -> dict[str, int]:
        return dict(bulk.find(Party, "key", keys, ("key", "id")))

    def _add_parties(self, new: dict[str, Mention]) -> dict[str, int]:
        rows = [self.row(key, mention) for key, mention in new.items()]
        ids = bulk.insert(Party, rows)
        search.add(
            PARTIES, "head", [(i, search.analysed(PARTIES, "head", row)) for i, row in zip(ids, rows, strict=True)]
        )
        return dict(zip(new, ids, strict=True))

    def row(self, key: str, mention: Mention) -> Values:
        """A party's row as first met: it lies where the record that names it lies, unless its own name says where."""
        values: Values = blank(PARTIES) | {
            "name": mention.name[:300],
            "party_key": key,
            "address": mention.address,
            "postcode": mention.postcode,
            "credit_code": mention.credit_code,
        }
        self.settler.settle(PARTIES, values)
        if values["region_how"] == UNASSIGNED and mention.region != self.settler.office:
            values["region"], values["region_how"], values["place"] = mention.region, "record", mention.region
        return values | {
            "key": key,
            "revision": self.revision,
            "created": self.revision,
            "source": self.source,
            "field_sources": {},
        }
