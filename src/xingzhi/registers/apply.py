"""Apply checked rows to a register: a chunk of them in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence

from xingzhi.core.declare import Values, register_named
from xingzhi.core.models import Version
from xingzhi.packs import Packs
from xingzhi.registers import bulk, search
from xingzhi.registers.chunk import Chunk, Outcome
from xingzhi.registers.following import CLAIMED, follow
from xingzhi.registers.homes import RULES, home_rule, homes
from xingzhi.registers.merge import Merged, Merger, as_text
from xingzhi.registers.models import MODELS, Conflict
from xingzhi.registers.parties import links
from xingzhi.registers.parties.book import PartyBook
from xingzhi.registers.record import OWN_FIELDS, version_of
from xingzhi.registers.schema import OWNER
from xingzhi.registers.settle import UNASSIGNED, Settler
from xingzhi.registers.spreading import spread


class Applier:
    """Applies the rows of one batch, chunk by chunk. `scope` is the region of the person who brought it."""

    def __init__(
        self,
        register_name: str,
        source: str,
        revision: int,
        packs: Packs,
        office: str,
        scope: str,
        by_hand: frozenset[str] = frozenset(),
    ) -> None:
        self.register = register_named(register_name)
        self.model = MODELS[register_name]
        self.source, self.revision, self.scope = source, revision, scope
        self.settler = Settler(packs, office)
        self.book = PartyBook(self.settler, revision, source)
        self.merger = Merger(self.register, packs, source, self.book.same, by_hand)

    @property
    def columns(self) -> list[str]:
        """The columns of checked rows that are applied."""
        return [column.name for column in self.register.stored] + [name for name, _ in OWNER]

    def apply(self, rows: Sequence[Values]) -> Outcome:
        """Insert or update the records the rows speak of, with versions, conflicts, links and search entries."""
        if self.register.name == "parties":
            self.book.adopt(rows)
        rows = spread(self.register, rows)
        if self.register.told_on:
            rows = sorted(rows, key=self.register.told_on)
        self.settler.homes = homes(self.register, rows, locked=True)
        for row in rows if self.settler.homes else ():
            self.settler.place(self.register, row)  # the patent may have come or moved since the row was checked
        chunk, outcome = Chunk(), Outcome()
        keys = [self.register.key(row) for row in rows]
        held = self._held(set(keys))
        for key, row in zip(keys, rows, strict=True):
            if not self._writable(held.get(key, row)) and (key in held or row["region_how"] in RULES):
                outcome.withheld += 1
            elif key in held:
                self._change(held[key], row, chunk)
            else:
                self._bring(key, row, chunk)
        self._insert(chunk, outcome)
        self._update(chunk, outcome)
        bulk.insert(Conflict, chunk.conflicts)
        follow(self.register.name, chunk.come_or_moved, self.settler, self.revision)
        known = {key for key, row in held.items() if self._writable(row)}
        outcome.unchanged = len(known - chunk.touched)
        return outcome

    def _held(self, keys: set[str]) -> dict[str, Values]:
        known = [key for (key,) in bulk.find(self.model, "key", keys, ("key",))]
        names = ["id", *OWN_FIELDS, *(column.name for column in self.register.stored)]
        rows = self.model.objects.filter(key__in=known).values(*dict.fromkeys(names)) if known else ()
        return {row["key"]: row for row in rows}

    def _writable(self, held: Values) -> bool:
        """Whether the row lies in the bringer's region; nobody changes another's record."""
        return str(held["region"]).startswith(self.scope)

    def _bring(self, key: str, row: Values, chunk: Chunk) -> None:
        if earlier := chunk.new.get(key):
            merged = self.merger.merge(earlier, self.source, {}, row)
            chunk.new[key] = self.settler.settle(self.register, merged.values)
            return
        own = {
            "key": key,
            "revision": self.revision,
            "created": self.revision,
            "source": self.source,
            "field_sources": {},
        }
        row.update(own)
        chunk.new[key] = row

    def _change(self, held: Values, row: Values, chunk: Chunk) -> None:
        record_id = held["id"]
        now = chunk.changed.get(record_id, held)
        merged = self.merger.merge(now, now["source"], now["field_sources"], row)
        self._note_conflicts(now, row, merged, chunk)
        if not merged.changed and not self._claimed(now):
            return
        settled = self.settler.settle(self.register, merged.values)
        chunk.changed[record_id] = {**settled, "field_sources": merged.sources, "revision": self.revision}
        chunk.held[record_id] = held
        chunk.touched.add(held["key"])

    def _claimed(self, held: Values) -> bool:
        """Whether a row another region brought is here taken up by one who may speak of its patent."""
        home = home_rule(self.register)
        return home is not None and held["region_how"] == CLAIMED and held[home.column] in self.settler.homes

    def _note_conflicts(self, held: Values, row: Values, merged: Merged, chunk: Chunk) -> None:
        for name in merged.outweighed:
            chunk.conflicts.append(
                {
                    "register": self.register.name,
                    "record_id": held["id"],
                    "key": held["key"],
                    "region": held["region"],
                    "column": name,
                    "kept": as_text(held[name]),
                    "kept_source": held["field_sources"].get(name, held["source"]),
                    "offered": as_text(row[name]),
                    "offered_source": self.source,
                    "revision": self.revision,
                }
            )

    def _insert(self, chunk: Chunk, outcome: Outcome) -> None:
        rows = list(chunk.new.values())
        ids = bulk.insert(self.model, rows)
        entries = [(i, search.analysed(self.register, "head", row)) for i, row in zip(ids, rows, strict=True)]
        search.add(self.register, "head", entries)
        self._link(dict(zip(ids, rows, strict=True)), fresh=True)
        outcome.inserted = len(rows)
        outcome.unassigned = sum(row["region_how"] == UNASSIGNED for row in rows)

    def _update(self, chunk: Chunk, outcome: Outcome) -> None:
        if not chunk.changed:
            return
        bulk.update(self.model, list(chunk.changed.values()))
        before = [chunk.held[i] for i in chunk.changed]
        # What this very batch wrote a moment ago is no older state of the register.
        older = [row for row in before if row["revision"] != self.revision]
        versions = [version_of(self.register, row, self.revision) for row in older]
        if self.register.name == "patents":
            links.keep_links(versions)
        bulk.insert(Version, versions)
        outcome.updated = len(older)
        was = [(row["id"], search.analysed(self.register, "head", row)) for row in before]
        now = [(i, search.analysed(self.register, "head", row)) for i, row in chunk.changed.items()]
        moved = [(old, new) for old, new in zip(was, now, strict=True) if old != new]
        search.remove(self.register, "head", [old for old, _ in moved])
        search.add(self.register, "head", [new for _, new in moved])
        renamed = {
            i: row
            for i, row in chunk.changed.items()
            if any(row.get(name) != chunk.held[i].get(name) for name in ("applicants", "region", "name", "aliases"))
        }
        self._link(renamed, fresh=False)

    def _link(self, rows: dict[int, Values], *, fresh: bool) -> None:
        if rows and self.register.name == "patents":
            links.link_applicants(self.book, rows, fresh=fresh)
        elif self.register.name == "parties":
            self.book.remember(rows)
