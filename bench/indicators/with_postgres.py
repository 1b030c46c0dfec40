"""The same figures in PostgreSQL: equal rows gathered once, events, running sums."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

COLUMNS = ["region", "region_how", "patent_type", "legal_status", "grant_date", "lapse_date"]
TABLES = """
CREATE TABLE patents (region text, region_how text, patent_type text, legal_status text, grant_date date, lapse_date date);
CREATE TABLE population (assigned_region text, year int, resident_population numeric(20,4));
CREATE TABLE places (place text);
"""
QUERY = """
WITH rows AS (
    SELECT region, patent_type = 'invention' AS invention, coalesce(legal_status, '') AS status,
        grant_date IS NULL AS no_grant, lapse_date IS NULL AS no_lapse, grant_date >= %(first)s AS inside,
        CASE WHEN grant_date > %(last)s THEN %(months)s ELSE greatest(0,
            extract(year FROM grant_date)::int * 12 + extract(month FROM grant_date)::int - %(base)s) END AS g,
        CASE WHEN lapse_date > %(last)s THEN %(months)s ELSE greatest(0,
            extract(year FROM lapse_date)::int * 12 + extract(month FROM lapse_date)::int - %(base)s) END AS l
    FROM patents WHERE region_how <> 'outside'
), gathered AS MATERIALIZED (
    SELECT region, invention, status, no_grant, no_lapse, inside, g, l, count(*) AS n FROM rows
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), alive AS (
    SELECT region, g, CASE WHEN status = 'lapsed' THEN l ELSE %(months)s END AS l, n FROM gathered
    WHERE invention AND NOT no_grant AND (status = 'in_force' OR status = 'lapsed' AND NOT no_lapse)
), events AS (
    SELECT region, g AS m, sum(n) FILTER (WHERE inside) AS grants, 0 AS grants_unknown, 0 AS valid,
        sum(n) FILTER (WHERE invention AND (status = '' OR status = 'lapsed' AND no_lapse)) AS valid_unknown
    FROM gathered WHERE NOT no_grant GROUP BY 1, 2
    UNION ALL SELECT region, g, 0, 0, sum(n), 0 FROM alive WHERE g < l GROUP BY 1, 2
    UNION ALL SELECT region, l, 0, 0, -sum(n), 0 FROM alive WHERE g < l GROUP BY 1, 2
    UNION ALL SELECT region, 0, 0, sum(n), 0, sum(n) FILTER (WHERE invention) FROM gathered
    WHERE no_grant AND status IN ('in_force', 'lapsed', '') GROUP BY 1, 2
), of_places AS (
    SELECT place, m, sum(grants) AS grants, sum(grants_unknown) AS grants_unknown, sum(valid) AS valid,
        sum(valid_unknown) AS valid_unknown
    FROM (SELECT region, m, sum(grants) AS grants, sum(grants_unknown) AS grants_unknown, sum(valid) AS valid,
            sum(valid_unknown) AS valid_unknown FROM events GROUP BY 1, 2) e
        JOIN places ON starts_with(region, place) GROUP BY 1, 2
), sums AS (
    SELECT place, m, coalesce(grants, 0) AS grants, coalesce(sum(grants_unknown) OVER until_then, 0) AS grants_unknown,
        coalesce(sum(valid) OVER until_then, 0) AS valid, coalesce(sum(valid_unknown) OVER until_then, 0) AS valid_unknown
    FROM places CROSS JOIN generate_series(0, %(months)s - 1) AS m LEFT JOIN of_places USING (place, m)
    WINDOW until_then AS (PARTITION BY place ORDER BY m)
)
SELECT place, m, grants::bigint, grants_unknown::bigint, valid::bigint, valid_unknown::bigint,
    CASE WHEN valid > 0 OR valid_unknown = 0 THEN (100 * round(valid / resident_population, 2))::bigint END AS rate
FROM sums LEFT JOIN population ON assigned_region = place AND year = (%(base)s - 1 + m) / 12 - 1
"""


def load(connection: Any, folder: Path, places: list[str]) -> float:
    """Take the same files in; gives the seconds, which are no part of the comparison."""
    started = time.perf_counter()
    connection.execute(TABLES)
    for name, columns in (("patents", COLUMNS), ("population", ["assigned_region", "year", "resident_population"])):
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(pq.read_table(folder / f"{name}.parquet", columns=columns), sink)
        with connection.cursor().copy(f"COPY {name} FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(sink.getvalue().to_pybytes())
    connection.cursor().executemany("INSERT INTO places VALUES (%s)", [(place,) for place in places])
    connection.execute("ANALYZE")
    return time.perf_counter() - started


def figures(connection: Any, spans: list[tuple[date, date]]) -> list[tuple[Any, ...]]:
    """Rows of place, month and the figures."""
    first, last = spans[0][0], spans[-1][1]
    values = {"first": first, "last": last, "months": len(spans), "base": first.year * 12 + first.month}
    return list(connection.execute(QUERY, values).fetchall())


def connect(address: str) -> Any:
    """A connection that may use the memory such a query wants."""
    connection = psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True)
    connection.execute("SET work_mem = '512MB'")
    connection.execute("SET max_parallel_workers_per_gather = 2")
    return connection
