"""Class 1: which inventions lie in the strategic-industry table.

Symbols are matched once each, not once per patent; keywords are looked for only where a symbol fits a row that has
them and no row without keywords decided already.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pyarrow as pa

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.high_value.reading import Reading
from xingzhi.packs import Packs
from xingzhi.packs.concordance import Concordance
from xingzhi.packs.crosswalk import Crosswalk, CrosswalkRow
from xingzhi.packs.keywords import KeywordGrammar, haystacks
from xingzhi.text.ipc import IpcPattern, PatternIndex

EVIDENCE = 3  # rows kept of each patent
FIELDS = {
    "title": ("title",),
    "title_abstract": ("title", "abstract"),
    "title_abstract_claim": ("title", "abstract", "first_claim"),
}
Fit = tuple[int, bool, str]  # row, whether sure, and how: "", "moved", "moved_part", "excluded_part", "subclass_only"

_SYMBOLS = pa.schema([("symbol", pa.string()), ("row", pa.int32()), ("sure", pa.bool_()), ("how", pa.string())])
_WORDS = pa.schema([("row", pa.int32()), ("grp", pa.int32()), ("word", pa.string())])
_RULES = pa.schema([("row", pa.int32()), ("limited", pa.bool_()), ("lacks", pa.string())])


class Matcher:
    """Which rows of a table a symbol fits, through the concordance too."""

    def __init__(self, table: Crosswalk, concordance: Concordance) -> None:
        self.excluded = {row.number: row.excluded for row in table.rows}
        self.index: PatternIndex[tuple[int, str]] = PatternIndex(self._patterns(table, concordance))

    def _patterns(self, table: Crosswalk, concordance: Concordance) -> Iterator[tuple[IpcPattern, tuple[int, str]]]:
        for row in table.rows:
            for pattern in row.patterns:
                yield pattern, (row.number, "")
                for new, move, whole in concordance.of(pattern):
                    touched = any(move.old.covers(out) or out.covers(move.old) for out in row.excluded)
                    how = "moved" if whole and not touched else "moved_part"
                    yield new, (row.number, how)

    def fits(self, symbol: str) -> list[Fit]:
        """The rows a symbol fits, each with its surest reason."""
        best: dict[int, Fit] = {}
        for _, (row, how) in self.index.matching(symbol):
            if not any(out.matches(symbol) for out in self.excluded[row]):
                self._keep(best, (row, how in ("", "moved"), how))
        for _, (row, _) in self.index.possible(symbol):
            self._keep(best, (row, False, "subclass_only"))
        return list(best.values())

    @staticmethod
    def _keep(best: dict[int, Fit], fit: Fit) -> None:
        held = best.get(fit[0])
        if held is None or (fit[1], not fit[2]) > (held[1], not held[2]):
            best[fit[0]] = fit


def lacking(row: CrosswalkRow, grammar: KeywordGrammar) -> str:
    """Why a row's keywords cannot say no: "keyword_missing", "keyword_unread", or "" where they can."""
    rule = row.rule(grammar)
    if rule is None or rule.complete:
        return ""
    return "keyword_unread" if row.keyword else "keyword_missing"


def find(engine: DuckDBEngine, reading: Reading, packs: Packs, *, every: bool = False) -> pa.Table:
    """Facts of class 1 over the engine's `inventions`, texts from its `patents`.

    Columns key, level, record ("ROW:SYMBOL") and reason. Some rows of each patent are enough to tell that it lies in
    the table; with `every`, all it lies in are found.
    """
    table = reading.crosswalk
    if table is None:
        return engine.sql("SELECT key, '' AS level, '' AS record, '' AS reason FROM inventions WHERE false")
    grammar = packs.sei_crosswalk.keywords
    _register_table(engine, table, grammar)
    _register_symbols(engine, Matcher(table, packs.ipc_concordance))
    _register_hits(engine, reading.options("ipc_used"))
    _register_found(engine, FIELDS[reading.value("keyword_fields")], every)
    most = sys.maxsize if every else EVIDENCE
    return engine.sql(_FACTS, any="any" in reading.options("ipc_used"), evidence=most)


def _register_table(engine: DuckDBEngine, table: Crosswalk, grammar: KeywordGrammar) -> None:
    words = []
    for row in table.rows:
        rule = row.rule(grammar)
        for at, group in enumerate(rule.groups if rule else ()):
            words += [{"row": row.number, "grp": at, "word": word} for word in group]
    rules = [{"row": r.number, "limited": r.limited, "lacks": lacking(r, grammar)} for r in table.rows]
    engine.register("words", pa.Table.from_pylist(words, schema=_WORDS))
    engine.register("rules", pa.Table.from_pylist(rules, schema=_RULES))


def _register_symbols(engine: DuckDBEngine, matcher: Matcher) -> None:
    engine.sql("""
        CREATE TEMP TABLE held AS
        SELECT key, symbol, symbol = first_main AS is_main, first_main = '' AS main_missing FROM (
            SELECT key, split_part(ipc_main, '; ', 1) AS first_main,
                unnest(list_distinct(list_filter(string_split(ipc_main || '; ' || ipc, '; '), s -> s <> ''))) AS symbol
            FROM inventions)
    """)
    found = engine.sql("SELECT DISTINCT symbol FROM held")["symbol"].to_pylist()
    rows = [dict(zip(_SYMBOLS.names, (symbol, *fit), strict=True)) for symbol in found for fit in matcher.fits(symbol)]
    engine.register("symbols", pa.Table.from_pylist(rows, schema=_SYMBOLS))


def _register_hits(engine: DuckDBEngine, used: tuple[str, ...]) -> None:
    """Which symbol of which patent fits which row, and whether that holds however the rule is read."""
    counts = "true" if "any" in used else "is_main OR main_missing"
    sure = "sure AND is_main" if "main" in used else "sure"
    other = "CASE WHEN main_missing THEN 'main_missing' ELSE 'ipc_used' END"
    engine.sql(f"""
        CREATE TEMP TABLE hits AS
        SELECT key, row, symbol, {sure} AS sure, limited, lacks,
            CASE WHEN sure AND NOT ({sure}) THEN {other} ELSE how END AS how
        FROM held JOIN symbols USING (symbol) JOIN rules USING (row) WHERE {counts}
    """)  # noqa: S608


def _register_found(engine: DuckDBEngine, fields: tuple[str, ...], every: bool) -> None:
    """Where only rows with keywords fit a patent (`every`: where any does): in which of these the keywords stand."""
    open_only = "true" if every else "NOT bool_or(sure AND NOT limited)"
    text = " || ' ' || ".join(f"coalesce({name}, '')" for name in fields)
    whole = " AND ".join(f"coalesce({name}, '') <> ''" for name in fields)
    wanted = engine.sql(f"""
        SELECT key, {text} AS text, {whole} AS whole FROM patents
        WHERE key IN (SELECT key FROM hits LEFT JOIN (SELECT DISTINCT row, true AS worded FROM words) USING (row)
            GROUP BY key HAVING {open_only} AND bool_or(worded))
    """)  # noqa: S608
    engine.register("texts", wanted.set_column(1, "text", haystacks(wanted["text"])))
    engine.sql("""
        CREATE TEMP TABLE found AS
        SELECT key, row, bool_or(stands) AS stands FROM (
            SELECT key, row, grp, bool_and(contains(text, word)) AS stands
            FROM (SELECT DISTINCT key, row FROM hits WHERE limited) JOIN words USING (row) JOIN texts USING (key)
            GROUP BY key, row, grp)
        GROUP BY key, row
    """)


_FACTS = """
WITH judged AS (
    SELECT key, row, symbol, how,
        CASE WHEN NOT limited OR coalesce(stands, false) THEN ''
            WHEN lacks <> '' THEN lacks WHEN NOT whole THEN 'text_missing' ELSE 'absent' END AS keyword,
        sure
    FROM hits LEFT JOIN found USING (key, row) LEFT JOIN texts USING (key)
), levels AS (
    SELECT key, CASE WHEN sure AND keyword = '' THEN 'sure' ELSE 'possible' END AS level,
        row || ':' || symbol AS record, CASE WHEN keyword <> '' THEN keyword ELSE how END AS reason, row, symbol
    FROM judged WHERE keyword <> 'absent'
), undecided AS (
    SELECT key, 'possible' AS level, '' AS record,
        CASE WHEN ipc = '' AND ipc_main = '' THEN 'no_symbols' ELSE 'symbols_missing' END AS reason, 0 AS row, '' AS symbol
    FROM inventions WHERE (ipc = '' AND $any) OR (ipc = '' AND ipc_main = '')
)
SELECT key, level, record, reason FROM (SELECT * FROM levels UNION ALL SELECT * FROM undecided)
QUALIFY level = max(level) OVER (PARTITION BY key)
    AND row_number() OVER (PARTITION BY key ORDER BY level DESC, row, symbol, reason) <= $evidence
ORDER BY key, row, symbol
"""
