"""Grants, inventions in force and their rate for every place and month in pandas, by events and running sums."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = ["region", "region_how", "patent_type", "legal_status", "grant_date", "lapse_date"]


def figures(folder: Path, spans: list[tuple[date, date]], places: list[str]) -> pd.DataFrame:
    """Rows of place, month, grants, valid, rate and what of each is unknown."""
    rows = pd.read_parquet(folder / "patents.parquet", columns=COLUMNS, dtype_backend="pyarrow")
    rows = rows[(rows["region_how"] != "outside").fillna(False).astype(bool)]
    months, ends = len(spans), np.array([end for _, end in spans], dtype="datetime64[D]")
    granted, lapsed = (_days(rows[name]) for name in ("grant_date", "lapse_date"))
    status = rows["legal_status"].fillna("").to_numpy(dtype=object)
    frame = pd.DataFrame({
        "region": pd.Categorical(rows["region"].to_numpy(dtype=object)),
        "g": np.searchsorted(ends, granted), "l": np.searchsorted(ends, lapsed),
        "inside": granted >= np.datetime64(spans[0][0]), "no_grant": np.isnat(granted), "no_lapse": np.isnat(lapsed),
        "invention": (rows["patent_type"] == "invention").fillna(False).to_numpy(dtype=bool),
        "in_force": status == "in_force", "lapsed": status == "lapsed", "no_status": status == "",
    })  # fmt: skip
    frame.loc[frame["no_grant"], "g"] = months
    known = frame["invention"] & ~frame["no_grant"] & (frame["in_force"] | frame["lapsed"] & ~frame["no_lapse"])
    ends_at = frame["l"].where(frame["lapsed"], months)
    alive = known & (frame["g"] < ends_at)
    doubtful = frame["no_grant"] & (frame["in_force"] | frame["lapsed"] | frame["no_status"])
    from_grant = frame["invention"] & ~frame["no_grant"] & (frame["no_status"] | frame["lapsed"] & frame["no_lapse"])

    def events(chosen: pd.Series, at: pd.Series) -> pd.DataFrame:
        held = frame.loc[chosen, ["region"]].assign(at=at[chosen])
        counts = held.groupby(["region", "at"], observed=True).size().unstack(fill_value=0)
        return counts.reindex(columns=range(months), fill_value=0)

    def always(chosen: pd.Series) -> pd.DataFrame:
        return events(chosen, pd.Series(0, index=frame.index)).cumsum(axis=1)

    counted = {
        "grants": events(frame["inside"] & ~frame["no_grant"], frame["g"]),
        "grants_unknown": always(doubtful),
        "valid": events(alive, frame["g"]).sub(events(alive, ends_at), fill_value=0).cumsum(axis=1),
        "valid_unknown": events(from_grant, frame["g"])
        .cumsum(axis=1)
        .add(always(doubtful & frame["invention"]), fill_value=0),
    }
    return _with_rates(_rolled_up(counted, places), folder, spans)


def _days(column: pd.Series) -> np.ndarray:
    return pd.to_datetime(column).to_numpy(dtype="datetime64[D]")


def _rolled_up(counted: dict[str, pd.DataFrame], places: list[str]) -> pd.DataFrame:
    made = {}
    for name, counts in counted.items():
        index = counts.index.astype(str)
        parts = [counts.groupby(index.str[:length]).sum() for length in (2, 4, 6)]
        parts = [part[part.index.str.len() == length] for part, length in zip(parts, (2, 4, 6), strict=True)]
        made[name] = pd.concat(parts).reindex(places, fill_value=0).stack()
    found = pd.DataFrame(made).astype("int64")
    found.index.names = ["place", "month"]
    return found.reset_index()


def _with_rates(found: pd.DataFrame, folder: Path, spans: list[tuple[date, date]]) -> pd.DataFrame:
    people = pd.read_parquet(folder / "population.parquet", columns=["assigned_region", "year", "resident_population"])
    people["hundredths"] = (people["resident_population"].astype(float) * 100).round().astype("int64")
    found["year"] = found["month"].map(lambda at: spans[at][1].year - 1)
    found = found.merge(people, how="left", left_on=["place", "year"], right_on=["assigned_region", "year"])
    # Half up in whole numbers: persons are given to two decimals of ten thousand, rates to two.
    rate = (20_000 * found["valid"] + found["hundredths"]) // (2 * found["hundredths"])
    nothing = (found["valid"] == 0) & (found["valid_unknown"] > 0)
    found["rate"] = rate.where(~nothing)
    return found[["place", "month", "grants", "grants_unknown", "valid", "valid_unknown", "rate"]]
