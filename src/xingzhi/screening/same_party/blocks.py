"""Which parties are compared at all: those that share a key of some block. What a cap leaves out is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.packs.party_matching import PartyMatching
from xingzhi.screening.same_party.compare import COUNTY, Comparer
from xingzhi.screening.same_party.compared import Party

_PARTY = ("party", pa.int64())
_NAMES = pa.schema(
    [_PARTY, *((name, pa.string()) for name in ("whole", "bare", "body", "brand", "placed_brand")),
     *((name, pa.bool_()) for name in ("person", "short", "branch"))]
)  # fmt: skip
_FACTS = pa.schema(
    [_PARTY, *((name, pa.string()) for name in ("credit_code", "street", "county")), ("evidence", pa.bool_())]
)
_PERSONS = pa.schema([_PARTY, ("key", pa.string())])
_HASH = "CAST(hash(key) >> 1 AS BIGINT)"  # keys are compared by number; the comparison itself reads the names
SHOWN = 20  # of the keys a cap left out, the most frequent

_KEYS = {
    "credit_code": "SELECT party, credit_code AS key FROM facts WHERE credit_code <> ''",
    "bare": "SELECT party, bare AS key FROM names WHERE brand <> '' OR person",
    "body": "SELECT party, body AS key FROM names WHERE brand <> '' AND (short OR NOT person)",
    # The name itself and each name with a character less. Where brands differ by one character they are two firms'
    # unless the address is the same, so there the address belongs to the key.
    "one_character": """
        WITH typed AS (SELECT *, NOT person AND len(bare) >= $typo_length AS long FROM names)
        SELECT party, left(text, spot - 1) || substr(text, spot + 1) || street AS key
        FROM (SELECT party, text, street, unnest(range(first, last + 1) || [len(text) + 1]) AS spot FROM (
            SELECT party, body AS text, $brand + 1 AS first, len(body) AS last, '' AS street FROM typed
            WHERE long
            UNION SELECT party, bare, 1, len(bare) - len(body), '' FROM typed
            WHERE long AND bare <> body AND suffix(bare, body)
            UNION SELECT party, whole, greatest(1, len(whole) - 7), len(whole), '' FROM typed WHERE long
            UNION SELECT party, body, 1, $brand, '@' || street FROM typed JOIN facts USING (party)
            WHERE long AND street <> ''
        ))""",
    "brand": """
        SELECT party, brand AS key FROM names JOIN facts USING (party) WHERE brand <> '' AND NOT short AND evidence""",
    "brand_and_place": """
        SELECT party, brand || '@' || county AS key FROM names JOIN facts USING (party)
        WHERE brand <> '' AND county <> '' AND NOT short AND evidence""",
}
_SHORT = """
    SELECT firm.party AS party, brief.party AS other, brief.key
    FROM (SELECT DISTINCT party, whole AS key FROM names JOIN facts USING (party) WHERE short AND evidence) AS brief
    JOIN (SELECT DISTINCT party, left(brand, size) AS key
          FROM (SELECT party, unnest([brand, placed_brand]) AS brand FROM names JOIN facts USING (party)
                WHERE NOT short AND NOT person AND NOT branch AND evidence),
               (SELECT unnest(range(2, $short_length + 1)) AS size)
          WHERE len(brand) >= size) AS firm
    ON brief.key = firm.key"""
_PEOPLE = """
    SELECT one.party AS a, other.party AS b FROM people AS one JOIN people AS other
    ON one.key = other.key AND one.party < other.party GROUP BY ALL HAVING count(*) >= 3"""


@dataclass(frozen=True)
class Capped:
    """What the cap of a block left out: how many keys and records, and the most frequent keys with their records."""

    block: str
    cap: int
    keys: int
    records: int
    largest: tuple[tuple[str, int], ...]


def candidate_pairs(parties: Sequence[Party], comparer: Comparer) -> tuple[pa.Table, list[Capped]]:
    """The pairs to compare as columns a and b (places in `parties`, a < b), in order; and what caps left out."""
    rules = comparer.rules
    engine = DuckDBEngine()
    for name, table in _tables(parties, comparer).items():
        engine.register(name, table)
    capped = []
    found = []
    for block, keys in _KEYS.items():
        pairs, left_out = _self_join(engine, keys, block, rules)
        found.append(pairs)
        capped += left_out
    for block, text in (("short", _SHORT), ("people", _PEOPLE)):
        pairs, left_out = (_short if block == "short" else _people)(engine, text, block, rules)
        found.append(pairs)
        capped += left_out
    engine.register("found", pa.concat_tables(found))
    return engine.sql("SELECT DISTINCT a, b FROM found ORDER BY a, b"), capped


def _tables(parties: Sequence[Party], comparer: Comparer) -> dict[str, pa.Table]:
    """Names, facts and people as columns; `party` is the place in what is searched."""
    names = [
        {"party": at, **{field.name: getattr(parts, field.name) for field in _NAMES if field.name != "party"}}
        for at, party in enumerate(parties)
        for parts in map(comparer.reader.read, (*party.names, *party.aliases))
    ]
    facts = [
        {
            "party": at,
            "credit_code": party.credit_code,
            "street": street if _exact(street := comparer.street(party.address)) else "",
            "county": party.place if len(party.place) >= COUNTY else "",
            "evidence": bool(party.credit_code or party.address or party.people),
        }
        for at, party in enumerate(parties)
    ]
    people = [{"party": at, "key": person} for at, party in enumerate(parties) for person in party.people]
    return {
        "names": pa.Table.from_pylist(names, schema=_NAMES),
        "facts": pa.Table.from_pylist(facts, schema=_FACTS),
        "people_all": pa.Table.from_pylist(people, schema=_PERSONS),
    }


def _exact(street: str) -> bool:
    """Whether an address names a house."""
    return len(street) >= 5 and any(character.isdigit() for character in street)


def _self_join(engine: DuckDBEngine, keys: str, block: str, rules: PartyMatching) -> tuple[pa.Table, list[Capped]]:
    given = {"typo_length": rules.minimum_typo_length.value, "brand": rules.brand_length.value - 1}
    values = {name: int(value) for name, value in given.items() if f"${name}" in keys}
    engine.register("keyed", engine.sql(f"SELECT DISTINCT party, {_HASH} AS key FROM ({keys})", **values))  # noqa: S608
    cap = rules.blocks[block].cap
    engine.register("sized", engine.sql("SELECT key, count(*) AS records FROM keyed GROUP BY key HAVING count(*) > 1"))
    pairs = engine.sql(
        "SELECT one.party AS a, other.party AS b FROM keyed AS one JOIN sized USING (key)"
        " JOIN keyed AS other ON one.key = other.key AND one.party < other.party WHERE records <= $cap GROUP BY ALL",
        cap=cap,
    )
    over = engine.sql("SELECT key FROM sized WHERE records > $cap", cap=cap)
    if not len(over):
        return pairs, []
    engine.register("over", over)
    largest = engine.sql(
        f"SELECT min(key) AS key, count(DISTINCT party) AS records FROM ({keys}) AS named"  # noqa: S608
        f" WHERE {_HASH} IN (SELECT key FROM over) GROUP BY {_HASH} ORDER BY records DESC, key",
        **values,
    )
    return pairs, [_capped(block, cap, largest)]


def _short(engine: DuckDBEngine, text: str, block: str, rules: PartyMatching) -> tuple[pa.Table, list[Capped]]:
    cap = rules.blocks[block].cap
    engine.register("met", engine.sql(text, short_length=int(rules.maximum_short_length.value)))
    engine.register("sized", engine.sql("SELECT key, count(DISTINCT party) AS records FROM met GROUP BY key"))
    pairs = engine.sql(
        "SELECT least(party, other) AS a, greatest(party, other) AS b FROM met JOIN sized USING (key)"
        " WHERE records <= $cap AND party <> other GROUP BY ALL",
        cap=cap,
    )
    over = engine.sql("SELECT key, records FROM sized WHERE records > $cap ORDER BY records DESC, key", cap=cap)
    return pairs, [_capped(block, cap, over)] if len(over) else []


def _people(engine: DuckDBEngine, text: str, block: str, rules: PartyMatching) -> tuple[pa.Table, list[Capped]]:
    cap = rules.blocks[block].cap
    engine.register("sized", engine.sql("SELECT key, count(*) AS records FROM people_all GROUP BY key"))
    engine.register(
        "people",
        engine.sql(
            "SELECT party, key FROM people_all JOIN sized USING (key) WHERE records BETWEEN 2 AND $cap", cap=cap
        ),
    )
    over = engine.sql("SELECT key, records FROM sized WHERE records > $cap ORDER BY records DESC, key", cap=cap)
    pairs = engine.sql(f"SELECT a, b FROM ({text})")  # noqa: S608
    return pairs, [_capped(block, cap, over)] if len(over) else []


def _capped(block: str, cap: int, over: pa.Table) -> Capped:
    rows = list(zip(over["key"].to_pylist(), over["records"].to_pylist(), strict=True))
    return Capped(block, cap, len(rows), sum(records for _, records in rows), tuple(rows[:SHOWN]))
