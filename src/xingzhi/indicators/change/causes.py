"""Why patents ended: the words of legal events and of the legal status, as the pack `change` reads them."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from xingzhi.core.declare import register_named
from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.packs import Packs
from xingzhi.packs.change import UNKNOWN, ChangePack
from xingzhi.snapshots.models import Snapshot
from xingzhi.snapshots.rows import register_rows

LAPSED = "lapsed"
_PLAIN = "regexp_replace(coalesce({0}, ''), '\\s', '', 'g')"


def find(engine: DuckDBEngine, snapshot: Snapshot, packs: Packs, first: date, last: date) -> None:
    """Make the table `causes` (key, cause, register, record) of what lapsed after `first` and up to `last`.

    The engine holds the patents as `last_end`. A patent no word speaks of has no row. Of several words the nearest to
    the day of the lapse count; where they contradict each other the cause is unknown.
    """
    rule = packs.change
    _register_events(engine, snapshot, packs)
    engine.sql(
        f"""
        CREATE OR REPLACE TEMP TABLE causes AS
        WITH ended AS (
            SELECT key, application_no, lapse_date, legal_status_text, legal_status_date FROM last_end
            WHERE lapse_date > $first AND lapse_date <= $last
        ), told AS (
            SELECT key, 'patents' AS register, key AS record, {_PLAIN.format("legal_status_text")} AS words,
                abs(date_diff('day', lapse_date, coalesce(legal_status_date, lapse_date))) AS far
            FROM ended
            UNION ALL
            SELECT ended.key, 'legal_events', ending.key, {_PLAIN.format("event || ' ' || coalesce(details, '')")},
                abs(date_diff('day', lapse_date, event_date))
            FROM ended JOIN ending USING (application_no)
        ), said AS (
            SELECT key, register, record, far, {_cause(rule)} AS cause FROM told
        ), nearest AS (
            SELECT *, min(far) OVER (PARTITION BY key) AS least FROM said WHERE cause IS NOT NULL
        )
        SELECT key, CASE WHEN count(DISTINCT cause) = 1 THEN min(cause) ELSE '{UNKNOWN}' END AS cause,
            min(register) AS register, arg_min(record, register) AS record
        FROM nearest WHERE far = least GROUP BY key
        """,  # noqa: S608
        first=first,
        last=last,
    )


def _register_events(engine: DuckDBEngine, snapshot: Snapshot, packs: Packs) -> None:
    """The table `ending`: events that end a patent, by the pack of legal status or by a word of a cause."""
    register_rows(engine, "legal_events", snapshot, register_named("legal_events"))
    events = [str(event) for event in engine.sql("SELECT DISTINCT event FROM legal_events")["event"].to_pylist()]
    engine.register("ends", pa.table({"event": pa.array([each for each in events if _ends(each, packs)], pa.string())}))
    engine.sql(
        "CREATE OR REPLACE TEMP TABLE ending AS SELECT key, application_no, event, details, event_date"
        " FROM legal_events SEMI JOIN ends USING (event)"
    )


def _ends(event: str, packs: Packs) -> bool:
    if any(word in event for word in packs.change.keeping.values):
        return False
    meaning = packs.legal_status.meaning(event)
    if meaning is not None:
        return meaning.code == LAPSED
    return any(word in event for word, _ in packs.change.words)


def _cause(rule: ChangePack) -> str:
    """SQL of the cause the longest word in `words` says; NULL where none does."""
    tests = " ".join(f"WHEN contains(words, {quoted(word)}) THEN '{code}'" for word, code in rule.words)
    return f"CASE {tests} END"


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
