"""Forecast methods on invented series: error against the seasonal floor, and how often intervals hold.

    PYTHONPATH=src:. python -m bench.forecast.run [--count 6] [--peer]

The last twelve months of each series are kept from every method. `--peer` adds statsforecast where it is installed.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from typing import Any

import numpy as np

from bench.forecast.series import invented
from xingzhi.indicators.forecast.backtest import LEVELS, choose
from xingzhi.indicators.forecast.methods import METHODS

AHEAD = 12
ORIGINS, LEAST = 36, 48  # packs/indicators/path.yaml


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=6, help="series of each level and shape")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peer", action="store_true")
    asked = parser.parse_args()
    series = invented(asked.count, asked.seed)
    errors: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    inside: dict[tuple[str, int], list[bool]] = defaultdict(list)
    used: dict[str, int] = defaultdict(int)
    begun = time.perf_counter()
    for kind, values in series:
        known, came = values[:-AHEAD], values[-AHEAD:]
        scale = np.abs(known[12:] - known[:-12]).mean() or 1.0
        chosen = choose(known, AHEAD, ORIGINS, LEAST)
        used[chosen.method] += 1
        for name, method in METHODS.items():
            errors[name][kind].append(float(np.abs(came - method(known, AHEAD)).mean() / scale))
        off = np.abs(came - np.maximum(METHODS[chosen.method](known, AHEAD), 0))
        errors["chosen"][kind].append(float(off.mean() / scale))
        for level in LEVELS:
            inside[kind.split()[0], level] += list(off <= chosen.widths[level])
    own = time.perf_counter() - begun
    if asked.peer:
        begun = time.perf_counter()
        peers(series, errors)
        print(f"statsforecast: {time.perf_counter() - begun:.1f} s")
    print(f"{len(series)} series, own methods with back-test: {own:.1f} s; used {dict(used)}")
    kinds = list(dict.fromkeys(kind for kind, _ in series))
    print("MASE".ljust(16), *(kind.rjust(13) for kind in kinds), "all".rjust(8))
    for name, by_kind in errors.items():
        row = [f"{np.mean(by_kind[kind]):13.3f}" for kind in kinds]
        print(name.ljust(16), *row, f"{np.mean([e for kind in kinds for e in by_kind[kind]]):8.3f}")
    for (kind, level), held in inside.items():
        print(f"{kind}: {level} % interval held {100 * np.mean(held):.1f} % of {len(held)}")


def peers(series: list[tuple[str, Any]], errors: Any) -> None:
    """The same series by statsforecast's automatic models."""
    from statsforecast.models import AutoARIMA, AutoETS, AutoTheta, DynamicOptimizedTheta

    for name, model in (("AutoETS", AutoETS(season_length=12)), ("AutoTheta", AutoTheta(season_length=12)),
                        ("DOTheta", DynamicOptimizedTheta(season_length=12)),
                        ("AutoARIMA", AutoARIMA(season_length=12, max_p=2, max_q=2, max_P=1, max_Q=1))):  # fmt: skip
        for kind, values in series:
            known, came = values[:-AHEAD], values[-AHEAD:]
            scale = np.abs(known[12:] - known[:-12]).mean() or 1.0
            said = model.forecast(y=known, h=AHEAD)["mean"]
            errors[name][kind].append(float(np.abs(came - np.maximum(said, 0)).mean() / scale))


if __name__ == "__main__":
    main()
