"""The filings, transfers, parties and guarded names a snapshot holds, as the patterns are looked for in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.engine.base import Engine
from xingzhi.packs.bad_faith import BadFaith
from xingzhi.screening.bad_faith.known import GI, MARK
from xingzhi.screening.bad_faith.parties import Parties
from xingzhi.screening.bad_faith.sources import Source

REGISTERS = ("trademarks", "trademark_events", "parties", "merged_parties", "annual_reports", "indications",
             "protected_signs", "local_brands")  # fmt: skip
SIGN = "sign"
WAN = 10_000  # capital stands in ten thousands of yuan
Row = Mapping[str, Any]
FILINGS = """
SELECT mark_no AS number, filed_on, mark_text AS text, nice_classes AS classes, split_part(applicants, '; ', 1) AS applicant,
       credit_code AS applicant_id, agency AS agent, mark_status AS status, mark_kind AS kind, region
FROM trademarks"""
GROUPS = "SELECT DISTINCT cases.grp AS grp, filings.region AS region FROM cases JOIN filings ON cases.number = filings.number"


def filings_of(engine: Engine, snapshot: Path) -> Source:
    """Make `filings` known. The first applicant counts as the one who filed."""
    engine.register("trademarks", snapshot / "trademarks.parquet")
    table = engine.sql(FILINGS)
    engine.register("filings", table)
    return Source("filings", frozenset(table.column_names))


def transfers_of(snapshot: Path) -> list[Row]:
    """Recorded transfers: of which mark, to whom."""
    return [
        {"number": row["mark_no"], "to": (row["other_party"] or "").split("; ")[0], "to_id": None}
        for row in _rows(snapshot, "trademark_events", ("mark_no", "event", "other_party"))
        if row["event"] == "transfer" and row["other_party"]
    ]


def parties_of(snapshot: Path, pack: BadFaith) -> tuple[Parties, dict[str, set[str]]]:
    """Parties with what their newest annual report says; and of each group the regions these reports lie in."""
    newest: dict[str, Row] = {}
    columns = (
        "name",
        "credit_code",
        "year",
        "insured_staff",
        "registered_capital",
        "paid_in_capital",
        "business_scope",
        "region",
    )
    for row in _rows(snapshot, "annual_reports", columns):
        for key in filter(None, (row["name"], row["credit_code"])):
            if key not in newest or row["year"] >= newest[key]["year"]:
                newest[key] = row
    listed = _rows(snapshot, "parties", ("key", "name", "credit_code", "party_kind", "aliases"))
    names = {row["key"]: row["name"] for row in listed}
    merged = {
        row["party"]: names.get(row["counts_as"], "")
        for row in _rows(snapshot, "merged_parties", ("party", "counts_as"))
    }
    known = {row["name"] for row in listed}
    only = [{"name": row["name"], "credit_code": row["credit_code"]} for row in {id(row): row for row in newest.values()}.values()
            if row["name"] not in known]  # fmt: skip
    rows = [_party(row, newest, merged) for row in [*listed, *only]]
    parties = Parties(rows, pack)
    homes: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["region"]:
            homes[parties.group(parties.key(row["name"]))].add(row["region"])
    return parties, homes


def _party(row: Row, newest: Mapping[str, Row], merged: Mapping[str, str]) -> dict[str, Any]:
    report = newest.get(row["credit_code"] or "") or newest.get(row["name"]) or {}
    related = [*(row.get("aliases") or "").split("; "), merged.get(row.get("key") or "", "")]
    return {
        "id": row["credit_code"],
        "name": row["name"],
        "kind": row.get("party_kind"),
        "capital": _yuan(report.get("registered_capital")),
        "paid_capital": _yuan(report.get("paid_in_capital")),
        "staff": _text(report.get("insured_staff")),
        "scope": report.get("business_scope"),
        "related": ";".join(filter(None, related)),
        "region": report.get("region"),
    }


def _yuan(sum_: Any) -> str | None:
    return None if sum_ is None else str(sum_ * WAN)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def known_of(snapshot: Path) -> list[Row]:
    """What the registers guard: indications, protected signs, and brands as marks of known owners."""
    found: list[Row] = []
    for row in _rows(
        snapshot, "indications", ("indication", "other_texts", "place_name", "holder", "nice_classes", "region")
    ):
        found += _named(row, (row["indication"], row["other_texts"]), GI, row["holder"], place=row["place_name"])
    for row in _rows(snapshot, "protected_signs", ("sign_text", "other_texts", "holder", "nice_classes", "region")):
        found += _named(row, (row["sign_text"], row["other_texts"]), SIGN, row["holder"])
    for row in _rows(snapshot, "local_brands", ("brand", "stage", "applicants", "region")):
        if row["stage"] != "stopped":
            found += _named(row, (row["brand"],), MARK, row["applicants"])
    return found


def _named(
    row: Row, texts: Sequence[str | None], kind: str, owner: str | None, place: str | None = None
) -> Iterable[Row]:
    owners = (owner or "").split("; ")
    each = [text.strip() for given in texts for text in (given or "").replace("；", ";").split(";") if text.strip()]
    for text in each:
        yield {"text": text, "kind": kind, "owner": owners[0], "licensed": ";".join(owners[1:]), "place": place,
               "classes": row.get("nice_classes"), "region": row["region"]}  # fmt: skip


def regions_of(engine: Engine) -> dict[str, set[str]]:
    """Of each group looked at the regions its filings lie in."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in engine.sql(GROUPS).to_pylist():
        found[row["grp"]].add(row["region"])
    return found


def _rows(snapshot: Path, register: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows of a register, each with all these columns; none where the snapshot does not hold it."""
    path = snapshot / f"{register}.parquet"
    if not path.exists():
        return []
    held = [name for name in columns if name in pq.read_schema(path).names]
    blank: dict[str, Any] = dict.fromkeys(columns)
    table: pa.Table = pq.read_table(path, columns=held)
    return [blank | row for row in table.to_pylist()]
