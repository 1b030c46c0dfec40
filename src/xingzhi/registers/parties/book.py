"""Which party a name means: one enterprise under many spellings is one party, with the reason kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xingzhi.core.declare import Values
from xingzhi.registers import bulk, search
from xingzhi.registers.models import Party, PartyName
from xingzhi.registers.parties import identity
from xingzhi.registers.parties.identity import roots
from xingzhi.registers.parties.mentions import Mention, Met, Spelling, read_name
from xingzhi.registers.parties.register import PARTIES
from xingzhi.registers.record import blank
from xingzhi.registers.settle import UNASSIGNED, Settler
from xingzhi.text.parties import PartyKey

REMEMBERED = 400_000  # spellings kept in memory during a batch


class PartyBook:
    """Finds parties by name and adds the ones not met before; one book serves one batch."""

    def __init__(self, settler: Settler, revision: int, source: str) -> None:
        self.settler, self.revision, self.source = settler, revision, source
        self.known: dict[str, Met] = {}
        self.decided = 0

    def resolve(self, mentions: Iterable[Mention]) -> dict[Mention, Met]:
        """The spelling and party of each mention; parties and spellings not known yet are added in the running transaction."""
        self._heed_decisions()
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
        self._heed_decisions()
        rules = self.settler.packs.party_names
        spellings = {id(row): read_name(row["name"], row["region"], rules) for row in rows}
        self._recall({spelling for spelling, _ in spellings.values()} - self.known.keys())
        by_code = self._by_credit_code({row["credit_code"] for row in rows})
        by_key = self._parties_by_key({key.key for _, key in spellings.values()})
        counts_as = roots({*by_code.values(), *by_key.values()})
        ids = {met.party for met in self.known.values()} | set(counts_as.values())
        keys = dict(bulk.find(Party, "id", ids, ("id", "key")))
        keys_by_code = {code: keys[counts_as[party]] for code, party in by_code.items()}
        for row in rows:
            spelling, key = spellings[id(row)]
            known = self.known.get(spelling)
            row["party_key"] = (
                (keys[known.party] if known else "")
                or keys_by_code.get(row["credit_code"])
                or (keys[counts_as[by_key[key.key]]] if key.key in by_key else key.key)
            )
            if row["credit_code"]:
                keys_by_code.setdefault(row["credit_code"], row["party_key"])

    def remember(self, parties: dict[int, Values]) -> None:
        """Keep the names of listed parties (id -> row), their other names included, as spellings of those parties."""
        rules = self.settler.packs.party_names
        wanted: dict[str, Spelling] = {}
        for party_id, row in parties.items():
            for name in (row["name"], *(row["aliases"] or "").split("; ")):
                if not name:
                    continue
                spelling, key = read_name(name, row["region"], rules)
                same = key.key == row["party_key"]
                why = key.reasons if same else (("credit_code",) if name == row["name"] else ("declared_alias",))
                wanted.setdefault(spelling, Spelling(name, party_id, why))
        self._recall(set(wanted) - self.known.keys())
        self._spell({spelling: found for spelling, found in wanted.items() if spelling not in self.known})

    def same(self, one: str, other: str, region: str) -> bool:
        """Whether two cells of names joined by "; " name the same parties in the same order, however spelled."""
        return self._meant(one, region) == self._meant(other, region)

    def _meant(self, names: str, region: str) -> list[int | str]:
        read = [read_name(name, region, self.settler.packs.party_names) for name in names.split("; ") if name]
        self._recall({spelling for spelling, _ in read} - self.known.keys())
        unknown = {key.key for spelling, key in read if spelling not in self.known}
        by_key = self._parties_by_key(unknown) if unknown else {}
        counts_as = roots(by_key.values())
        return [
            self.known[spelling].party
            if spelling in self.known
            else counts_as[by_key[key.key]]
            if key.key in by_key
            else key.key
            for spelling, key in read
        ]

    def _spell(self, spellings: dict[str, Spelling]) -> None:
        counts_as = roots(found.home for found in spellings.values())
        rows: list[Values] = [
            {
                "spelling": spelling,
                "home": found.home,
                "party": counts_as[found.home],
                "shown": found.name[:300],
                "reasons": list(found.reasons),
                "revision": self.revision,
            }
            for spelling, found in spellings.items()
        ]
        ids = bulk.insert(PartyName, rows)
        self.known.update({row["spelling"]: Met(i, row["party"]) for i, row in zip(ids, rows, strict=True)})

    def _heed_decisions(self) -> None:
        """What an officer decided while a batch is applied holds from its next transaction on."""
        decided = identity.lock()
        if decided != self.decided:
            self.known.clear()
            self.decided = decided

    def _recall(self, spellings: set[str]) -> None:
        if spellings:
            found = bulk.find(PartyName, "spelling", spellings, ("spelling", "id", "party"))
            self.known.update({spelling: Met(name, party) for spelling, name, party in found})

    def _learn(self, unknown: dict[str, tuple[Mention, PartyKey]]) -> None:
        """Spellings not met before: of a party that has the same key, else the same credit code, else of a new one."""
        by_key = self._parties_by_key({key.key for _, key in unknown.values()})
        by_code = self._by_credit_code({mention.credit_code for mention, _ in unknown.values()})
        new: dict[str, Mention] = {}
        learnt: dict[str, Spelling] = {}
        for spelling, (mention, key) in unknown.items():
            coded = by_code.get(mention.credit_code) if not key.person else None
            if key.key not in by_key and coded:
                learnt[spelling] = Spelling(mention.name, coded, ("credit_code",))
            elif key.key not in by_key:
                new.setdefault(key.key, mention)
        by_key |= self._add_parties(new)
        learnt |= {
            spelling: Spelling(mention.name, by_key[key.key], key.reasons)
            for spelling, (mention, key) in unknown.items()
            if spelling not in learnt
        }
        self._spell({spelling: learnt[spelling] for spelling in unknown})

    def _parties_by_key(self, keys: set[str]) -> dict[str, int]:
        return dict(bulk.find(Party, "key", keys, ("key", "id")))

    def _by_credit_code(self, codes: set[str]) -> dict[str, int]:
        """The party of each credit code; of several the first."""
        codes = codes - {""}
        if not codes:
            return {}
        return dict(Party.objects.filter(credit_code__in=codes).order_by("-id").values_list("credit_code", "id"))

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
