"""The signals of a run by group, with what the run's snapshot says of their applications, ready to be counted.

A run names what belongs together: a template, a burst, a chain. Where it gives each application a group of its own, those
that rest on the same other applications belong together here: patchworks of the same earlier texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xingzhi.screening.models import Run
from xingzhi.screening.similar_applications.facts import PARTIES
from xingzhi.text.normalise import fold

Array = npt.NDArray[Any]
KEPT = 16  # runs held ready in a process
DIGEST = 8  # bytes: a group's name may name parties, and addresses are kept in logs


@dataclass(frozen=True, eq=False)
class Members:
    """A row for each signal, the rows of a group together; groups and rows are numbered from 0."""

    keys: pa.Array  # the application
    named: pa.Array  # the signal's group as the run names it, which judgements go by
    names: list[str]  # of each group the name it has in addresses
    groups: Array  # the number of its group
    starts: Array  # of each group its first row
    scores: Array
    days: Array  # of filing, since 1970; 0 where not known
    places: list[str]  # regions
    regions: Array  # the place of each in `places`
    parties: Array  # pairs of a row and a party's number
    described: pa.Table  # title and applicants, as given

    @cached_property
    def most_parties(self) -> int:
        """More than the largest number of a party."""
        return int(self.parties[:, 1].max(initial=0)) + 1

    @cached_property
    def words(self) -> pa.Array:
        """What each is found by: number with and without its point, title and applicants, folded."""
        texts = zip(self.keys.to_pylist(), *(column.to_pylist() for column in self.described.columns), strict=True)
        found = (f"{key}\n{key.replace('.', '')}\n{title or ''}\n{names or ''}" for key, title, names in texts)
        return pa.array([fold(text) for text in found], pa.string())

    def rows(self, group: int) -> Array:
        """The rows of a group."""
        end = self.starts[group + 1] if group + 1 < len(self.starts) else len(self.groups)
        return np.arange(self.starts[group], end)


def members_of(run: Run) -> Members:
    """The signals of a run by group. A run and its snapshot never change, so they are read once."""
    return _members(run.path, run.path.stat().st_mtime_ns, run.snapshot.path("patents"), run.snapshot.path(PARTIES))


@lru_cache(maxsize=KEPT)
def _members(findings: Path, _written: int, patents: Path, parties: Path) -> Members:
    table = pq.read_table(findings, columns=["key", "group", "score", "partners"])
    groups = _together(table)
    order = np.argsort(groups, kind="stable")
    table, groups = table.take(order), groups[order]
    firsts, starts, numbers = np.unique(groups, return_index=True, return_inverse=True)
    names = table["group"].take(starts).to_pylist()
    facts = _facts(patents, table["key"])
    regions = facts["region"].combine_chunks().dictionary_encode()
    return Members(
        keys=table["key"].combine_chunks(),
        named=table["group"].combine_chunks(),
        names=[blake2b(name.encode(), digest_size=DIGEST).hexdigest() for name in names],
        groups=numbers,
        starts=starts if len(firsts) else np.zeros(0, np.int64),
        scores=table["score"].to_numpy(),
        days=facts["filing_date"].cast(pa.int32()).fill_null(0).to_numpy(),
        places=regions.dictionary.to_pylist(),
        regions=regions.indices.to_numpy(),
        parties=_parties(parties, table["key"], facts["applicants"]),
        described=facts.select(["title", "applicants"]),
    )


def _together(table: pa.Table) -> Array:
    """A number for each signal's group, by the first of its rows; signals alone in theirs go by what they rest on."""
    names = table["group"].combine_chunks().dictionary_encode().indices.to_numpy()
    _, first, inverse = np.unique(names, return_index=True, return_inverse=True)
    if not len(table) or not pc.all(pc.equal(table["key"], table["group"])).as_py():
        return np.asarray(first[inverse])
    from xingzhi.engine.kernels.components import components

    partners = table["partners"].combine_chunks()
    every = pa.concat_arrays([table["key"].combine_chunks(), partners.flatten()]).dictionary_encode()
    numbers = every.indices.to_numpy().astype(np.int64)
    own = numbers[: len(table)]
    joined = components(own[pc.list_parent_indices(partners).to_numpy()], numbers[len(table) :], len(every.dictionary))
    _, first, inverse = np.unique(joined[own], return_index=True, return_inverse=True)
    return np.asarray(first[inverse])


def _facts(patents: Path, keys: pa.ChunkedArray) -> pa.Table:
    """What the snapshot says of the applications, in the order of `keys`; nothing of one it does not hold."""
    columns = ["key", "region", "filing_date", "title", "applicants"]
    table = pq.read_table(patents, columns=columns)
    return table.take(pc.index_in(keys, value_set=table["key"].combine_chunks()))


def _parties(path: Path, keys: pa.ChunkedArray, applicants: pa.ChunkedArray) -> Array:
    """Pairs of a row and the number of a party that filed it; by the names as given where the snapshot holds no parties."""
    if not path.exists():
        numbers = applicants.combine_chunks().dictionary_encode().indices.fill_null(-1).to_numpy()
        return np.stack([np.flatnonzero(numbers >= 0), numbers[numbers >= 0]], axis=1)
    table = pq.read_table(path, columns=["key", "party"])
    table = table.filter(pc.is_in(table["key"], value_set=keys.combine_chunks()))
    party = table["party"].combine_chunks().dictionary_encode().indices.to_numpy()
    # An application may stand in several groups: each of its rows gets its parties.
    held = pa.table({"key": table["key"], "party": party})
    rows = pa.table({"key": keys, "row": np.arange(len(keys))})
    found = rows.join(held, "key", join_type="inner")
    return np.stack([found["row"].to_numpy(), found["party"].to_numpy()], axis=1)
