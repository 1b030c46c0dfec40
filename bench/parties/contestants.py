"""What is measured: our matching and Splink, each given the same names and addresses, asked which rows are one firm."""

from __future__ import annotations

import resource
import time
import unicodedata
from typing import Any, NamedTuple

from bench.parties.corpus import Row

Pairs = set[tuple[int, int]]


class Result(NamedTuple):
    """Seconds by the clock and of the processor, peak memory in GB, pairs called one, and what was said besides."""

    seconds: float
    processor: float
    peak: float
    sure: Pairs
    proposed: Pairs
    notes: list[str]


def measured(name: str, rows: list[Row]) -> Result:
    """Run one contestant in this process, made for it."""
    wall, processor = time.perf_counter(), time.process_time()
    sure, proposed, notes = globals()[name](rows)
    taken = time.perf_counter() - wall, time.process_time() - processor
    return Result(*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, sure, proposed, notes)


def ours(rows: list[Row]) -> tuple[Pairs, Pairs, list[str]]:
    """Names read, blocked and compared with the project's pack."""
    from xingzhi.packs import load
    from xingzhi.screening.same_party.compared import Party
    from xingzhi.screening.same_party.find import find_pairs

    packs = load()
    parties = []
    for at, row in enumerate(rows):  # a register knows where its parties lie
        located = packs.regions.locate(row.address, "15") if row.address else None
        parties.append(Party(str(at), (row.name,), address=row.address, place=located.path if located else ""))
    found = find_pairs(parties, packs, "15")
    sure = {(pair.one, pair.other) for pair in found.pairs if pair.compared.verdict == "same"}
    notes = [f"{found.compared:,} pairs compared"]
    notes += [
        f"{each.block}: {each.keys:,} keys of more than {each.cap}, {each.records:,} records" for each in found.capped
    ]
    return sure, {(pair.one, pair.other) for pair in found.pairs}, notes


def splink(rows: list[Row]) -> tuple[Pairs, Pairs, list[str]]:
    """Splink's usual model: edit distances of the name and its parts, exact address, weights learnt by EM; 0.1 gives its best F1.

    It gets names already simplified and narrow, and cut from their legal form, which it has no means for itself.
    """
    import pyarrow as pa
    from splink import Linker, SettingsCreator, block_on
    from splink import comparison_library as levels
    from splink.internals.duckdb.database_api import DuckDBAPI

    names = [_prepared(row.name) for row in rows]
    bare = [name.removesuffix("公司").removesuffix("有限").removesuffix("责任").removesuffix("有限").removesuffix("股份").removesuffix("集团")
            for name in names]  # fmt: skip
    table = pa.table(
        {
            "unique_id": list(range(len(rows))),
            "name": names,
            "bare": bare,
            "beginning": [name[:6] for name in bare],
            "ending": [name[-6:] for name in bare],
            "address": [row.address or None for row in rows],
        }
    )
    rules = [block_on("bare"), block_on("beginning"), block_on("ending"), block_on("address")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            levels.JaroWinklerAtThresholds("bare", [0.97, 0.92, 0.85]),
            levels.LevenshteinAtThresholds("name", [1, 2]),
            levels.ExactMatch("address"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(table), settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("bare")], recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=2_000_000)
    training.estimate_parameters_using_expectation_maximisation(block_on("beginning"))
    training.estimate_parameters_using_expectation_maximisation(block_on("address"))
    found = linker.inference.predict(threshold_match_probability=0.1).as_record_list()
    proposed = {_pair(each) for each in found}
    sure = {_pair(each) for each in found if each["match_probability"] >= 0.99}
    return sure, proposed, []


def _pair(found: dict[str, Any]) -> tuple[int, int]:
    one, other = found["unique_id_l"], found["unique_id_r"]
    return (one, other) if one < other else (other, one)


def _prepared(name: str) -> str:
    from xingzhi.text.normalise import simplify

    plain = simplify(unicodedata.normalize("NFKC", name)).lower()
    return "".join(letter for letter in plain if letter.isalnum())
