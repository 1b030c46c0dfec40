"""The filings to look at: those of applicants who filed in the time looked at, with whom they are related to."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from xingzhi.engine.base import Engine
from xingzhi.screening.bad_faith.sources import Source

# Filings of a group below which no pattern but a single hit can hold: the smallest limit of the pack is three.
LEAST = 3
# A day as both engines read it: a day, a moment, or text that begins as 2026-01-31.
DAY = """CASE WHEN CAST(filed_on AS STRING) LIKE '____-__-__%'
    THEN TRY_CAST(substr(CAST(filed_on AS STRING), 1, 10) AS DATE) END"""


def fold_sql(column: str) -> str:
    """A name as `parties.folded` has it."""
    narrow = f"replace(replace({column}, '（', '('), '）', ')')"
    return f"lower(replace(replace({narrow}, ' ', ''), '\u3000', ''))"


def _filed(source: Source) -> str:
    """The rows of the file, each with who filed it: the identifier, else the one its name goes with, else the name."""
    return f"""
    raw AS (
        SELECT CAST(number AS STRING) AS number, {DAY} AS filed, {source.text("text")} AS mark,
               {source.text("classes")} AS classes, {source.text("applicant")} AS applicant,
               {source.text("agent")} AS agent, {source.text("status")} AS status, {source.text("kind")} AS kind,
               {source.text("in_use")} AS used,
               {fold_sql("COALESCE(" + source.text("agent") + ", '')")} AS acting,
               {fold_sql("COALESCE(" + source.text("applicant") + ", '')")} AS named,
               {fold_sql("COALESCE(" + source.text("applicant_id") + ", '')")} AS ident
        FROM filings),
    ids AS (SELECT named, MIN(ident) AS ident FROM raw WHERE ident <> '' AND named <> ''
            GROUP BY named HAVING MIN(ident) = MAX(ident)),
    told AS (
        SELECT raw.*, COALESCE(NULLIF(raw.ident, ''), ids.ident, raw.named) AS party
        FROM raw LEFT JOIN ids ON CASE WHEN raw.ident = '' THEN raw.named END = ids.named),
    filed AS (
        SELECT told.*, COALESCE(members.grp, told.party) AS grp
        FROM told LEFT JOIN members ON told.party = members.party
        WHERE told.party <> '' AND TRIM(told.number) <> '')"""  # noqa: S608 - names of columns, no values


def read_cases(engine: Engine, source: Source, since: date | None, until: date | None) -> pa.Table:
    """Register and give `cases`: filings of groups that filed from `since` to `until`; single ones only of that time.

    Needs the tables `filings` and `members`. Columns: number, filed, mark, classes, applicant, agent, status, kind, used,
    acting and named (agent and applicant, folded), party, grp, fresh (filed in that time).
    """
    first, last = since or date.min, until or date.max
    table = engine.sql(
        f"""WITH {_filed(source)},
        told_fresh AS (
            SELECT filed.*, COALESCE(filed >= CAST($first AS DATE) AND filed <= CAST($last AS DATE), $every) AS fresh
            FROM filed),
        busy AS (
            SELECT grp, COUNT(*) AS n FROM told_fresh GROUP BY grp HAVING MAX(CASE WHEN fresh THEN 1 ELSE 0 END) = 1)
        SELECT number, filed, mark, classes, applicant, agent, status, kind, used, acting,
               named, party, told_fresh.grp AS grp, fresh
        FROM told_fresh JOIN busy ON told_fresh.grp = busy.grp
        WHERE fresh OR n >= {LEAST}""",  # noqa: S608 - names of columns, no values
        first=first.isoformat(),
        last=last.isoformat(),
        every=since is None and until is None,
    )
    engine.register("cases", table)
    return table


def read_counts(engine: Engine, source: Source) -> dict[str, int]:
    """How many filings there are, without a day that can be read, and without number or applicant, which are left out."""
    names = [f"TRIM(COALESCE({source.text(name)}, ''))" for name in ("number", "applicant", "applicant_id")]
    found = engine.sql(
        f"""SELECT COUNT(*) AS filings, COUNT(CASE WHEN {DAY} IS NULL THEN 1 END) AS undated,
        COUNT(CASE WHEN {names[0]} = '' OR ({names[1]} = '' AND {names[2]} = '') THEN 1 END) AS unnamed
        FROM filings"""  # noqa: S608 - names of columns, no values
    )
    return {name: int(found[name][0].as_py()) for name in found.column_names}


def read_large(engine: Engine, least: int) -> pa.Table:
    """The cases of groups that need a closer look: so many filings, a hit, or filings of an agent in its own name."""
    return engine.sql(
        """WITH sizes AS (SELECT grp, COUNT(*) AS n FROM cases GROUP BY grp),
        chosen AS (
            SELECT grp FROM sizes WHERE n >= $least
            UNION SELECT grp FROM hits
            UNION SELECT grp FROM transferred
            UNION SELECT grp FROM own_agents)
        SELECT cases.* FROM cases JOIN chosen ON cases.grp = chosen.grp
        ORDER BY cases.grp, cases.filed, cases.number""",
        least=least,
    )
