"""Every record with its state on the way from the first end to the last, and the part of the change it is in."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from xingzhi.core.declare import register_named
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.change import causes
from xingzhi.indicators.change.ends import End
from xingzhi.indicators.change.part_sql import part
from xingzhi.indicators.high_value import CLASSES, NAME
from xingzhi.indicators.query import Query
from xingzhi.packs import Count, Packs
from xingzhi.snapshots.rows import register_rows

PATENTS = "patents"
WANTED = ("region", "region_how", "application_no", "applicants", "address", "legal_status", "legal_status_text",
          "legal_status_date", "lapse_date")  # fmt: skip
STATES = ("s0", "s1", "s2", "s3")  # first end; registers of today; definition of today; last end


class Frame:
    """The table `frame`: key, place at both ends (r0, r1), the four states, the part ("" where nothing changed).

    It counts in one region, "" being everywhere. Close it when done.
    """

    def __init__(self, count: Count, base: Count | None, first: End, last: End, region: str, packs: Packs) -> None:
        self.count, self.base, self.first, self.last, self.packs = count, base, first, last, packs
        self.derived = count.register_ == NAME
        self.engine = DuckDBEngine()
        self._join()
        self.place(region)

    def _states(self, end: End, *, full: bool) -> pa.Table:
        """The records on a day, `full` with what tells why they changed."""
        query = Query(end.snapshot, self.count, self.base, end.read)
        names = {column.name for column in query.register.stored} | {"region", "region_how"}
        wanted = [name for name in (*WANTED, self.count.date_field) if name in names and full]
        return query.states_on(end.at, tuple(dict.fromkeys([*wanted, *(CLASSES if self.derived else ())])))

    def _join(self) -> None:
        """The table `joined`: a table that would be the same as another is neither made nor joined."""
        first, last = self.first, self.last
        same = first.snapshot.revision == last.snapshot.revision
        ends = {"first_end": first, "by_today": End(last.snapshot, first.at, first.read),
                "by_definition": End(last.snapshot, first.at, last.read), "last_end": last}  # fmt: skip
        standing: dict[tuple[Any, ...], str] = {}
        alias = {name: standing.setdefault(end.key, name) for name, end in ends.items()}
        alias["last_end"] = "last_end"
        for name in dict.fromkeys(alias.values()):
            full = name == "last_end" or (name == "first_end" and not same)
            self.engine.register(name, self._states(ends[name], full=full))
        counted = " UNION ".join(f"SELECT key FROM {name} WHERE state <> 'no' OR born" for name in alias.values())  # noqa: S608
        self.engine.sql(f"CREATE TEMP TABLE counted AS {counted}")  # most records count at no end and need no part
        columns = set(self.engine.sql("SELECT * FROM last_end LIMIT 0").column_names)
        self.patents = {"lapse_date", "application_no"} <= columns
        if self.patents:
            causes.find(self.engine, last.snapshot, self.packs, first.at, last.at)
        self._register_moves()
        then = "last_end" if same else "first_end"
        extra = [name for name in ("by_today", "by_definition") if alias[name] == name]
        # In one snapshot nothing moves: what tells how is not read.
        moving = columns if not same else set[str]()
        text = _JOINED.format(
            **{f"{name}{at}": _column(name, table, moving) for name in ("applicants", "address")
               for at, table in (("0", then), ("1", "last_end"))},
            then=then,
            status_then=_column("legal_status", then, columns),
            entered=_day("last_end", self.count.date_field, columns),
            entered_then=_day(then, self.count.date_field, columns),
            lapsed=_day("last_end", "lapse_date", columns),
            lapsed_then=_day(then, "lapse_date", columns),
            number="last_end.application_no" if "application_no" in columns else "NULL",
            cause="causes.cause" if self.patents else "NULL",
            by_today=alias["by_today"],
            by_definition=alias["by_definition"],
            joins=" ".join(f"LEFT JOIN {name} ON {name}.key = last_end.key" for name in extra),
            causes="LEFT JOIN causes ON causes.key = last_end.key" if self.patents else "",
            classes="".join(f", {alias['by_definition']}.{cls} AS {cls}_0, last_end.{cls} AS {cls}_1" for cls in CLASSES)
            if self.derived else "",
        )  # fmt: skip
        self.engine.sql(text)

    def place(self, region: str) -> None:
        """Count in another region."""
        text = _FRAME.format(part=part(self.count, derived=self.derived))
        self.engine.sql(text, region=region, first=self.first.at, last=self.last.at)

    def _register_moves(self) -> None:
        """`moved`: numbers with a transfer registered between the ends; `divisions`: places that became others."""
        register_rows(self.engine, "transfers", self.last.snapshot, register_named("transfers"))
        found = self.engine.sql(
            "SELECT DISTINCT application_no FROM transfers WHERE registered_on > $first AND registered_on <= $last",
            first=self.first.at,
            last=self.last.at,
        )
        self.engine.register("moved", found)
        pairs = {(change.old_path, change.new_path) for change in self.packs.regions.changes}
        rows = [{"old": old, "new": new} for old, new in sorted(pairs) if old != new]
        schema = pa.schema([("old", pa.string()), ("new", pa.string())])
        self.engine.register("divisions", pa.Table.from_pylist(rows, schema=schema))

    def ask(self, text: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of a query over `frame`."""
        return list(self.engine.sql(text, **values).to_pylist())

    def keys(self, part: str, *, after: str = "", limit: int = 50) -> list[str]:
        """The keys of the records of a part, or of all parts of a group ("lapsed"), in order, after a given one."""
        text = (
            "SELECT key FROM frame WHERE (part = $part OR starts_with(part, $part || '.')) AND key > $after"  # noqa: S608
            f" ORDER BY key LIMIT {int(limit)}"
        )
        return [str(row["key"]) for row in self.ask(text, part=part, after=after)]

    def counted(self, part: str) -> int:
        """How many records a part or a group of parts has."""
        text = "SELECT count(*) AS n FROM frame WHERE part = $part OR starts_with(part, $part || '.')"
        return int(self.ask(text, part=part)[0]["n"])

    def endings(self, keys: list[str]) -> dict[str, list[str]]:
        """The keys of the legal events that ended these patents, by patent, the nearest to the lapse first."""
        found: dict[str, list[str]] = {}
        if not self.patents:
            return found
        text = (
            "SELECT last_end.key AS patent, ending.key AS event FROM last_end JOIN ending USING (application_no)"
            " WHERE list_contains($keys, last_end.key)"
            " ORDER BY patent, abs(date_diff('day', lapse_date, event_date)), event"
        )
        for row in self.ask(text, keys=keys):
            found.setdefault(row["patent"], []).append(row["event"])
        return found

    def close(self) -> None:
        """Give the memory back."""
        self.engine.close()

    def __enter__(self) -> Frame:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _day(table: str, name: str, columns: set[str]) -> str:
    return f'{table}."{name}"' if name in columns else "CAST(NULL AS DATE)"


def _column(name: str, table: str, columns: set[str]) -> str:
    return f"{table}.{name}" if name in columns else "CAST(NULL AS VARCHAR)"


_JOINED = """
CREATE TEMP TABLE joined AS
SELECT coalesce(last_end.key, first_end.key) AS key, first_end.key IS NOT NULL AS known_then,
    last_end.key IS NOT NULL AS known_now,
    coalesce({then}.region, last_end.region) AS r0, coalesce(last_end.region, {then}.region) AS r1,
    coalesce({then}.region_how, last_end.region_how, '') AS how0,
    coalesce(last_end.region_how, {then}.region_how, '') AS how1,
    coalesce(first_end.state, 'no') AS x0, coalesce({by_today}.state, 'no') AS x1,
    coalesce({by_definition}.state, 'no') AS x2, coalesce(last_end.state, 'no') AS x3,
    {applicants0} AS holders0, {applicants1} AS holders1, {address0} AS address0, {address1} AS address1,
    {status_then} AS status_then, {lapsed_then} AS lapsed_then, {entered} AS entered,
    {entered_then} AS entered_then, {lapsed} AS lapsed,
    {cause} AS cause, coalesce(last_end.born, false) AS born,
    moved.application_no IS NOT NULL AS transferred, divisions.old IS NOT NULL AS renamed {classes}
FROM (FROM first_end SEMI JOIN counted USING (key)) AS first_end
FULL JOIN (FROM last_end SEMI JOIN counted USING (key)) AS last_end ON first_end.key = last_end.key
{joins}
LEFT JOIN moved ON moved.application_no = {number}
LEFT JOIN divisions ON divisions.old = {then}.region AND divisions.new = last_end.region
{causes}
"""
_FRAME = """
CREATE OR REPLACE TEMP TABLE frame AS
WITH placed AS (
    SELECT *, starts_with(r0, $region) AND how0 <> 'outside' AS in0, starts_with(r1, $region) AND how1 <> 'outside' AS in1
    FROM joined
), seen AS (
    SELECT *, CASE WHEN in0 THEN x0 ELSE 'no' END AS s0, CASE WHEN in0 THEN x1 ELSE 'no' END AS s1,
        CASE WHEN in0 THEN x2 ELSE 'no' END AS s2, CASE WHEN in1 THEN x3 ELSE 'no' END AS s3
    FROM placed
)
SELECT *, {part} AS part FROM seen
"""
