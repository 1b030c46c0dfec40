"""Year-end paths of past years over the office in XINGZHI_HOME, beside what came: errors in patents, and intervals.

    XINGZHI_HOME=… PYTHONPATH=src:. python -m bench.forecast.paths --region 152200 --years 2023 2024 2025

The office itself and each place below it; two plain guesses beside: that nothing changes, and the last year's change again.
"""

from __future__ import annotations

import argparse
import os
import time

import numpy as np

from xingzhi.core.start import start

INDICATORS = ("valid_inventions", "high_value_inventions")


def main() -> None:
    """Print a line an indicator, for the office and for the places below it together."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--region", default="152200", metavar="CODE")
    parser.add_argument("--years", type=int, nargs="+", default=[2023, 2024, 2025])
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
    start()
    from xingzhi.indicators.path.backtest import back_test
    from xingzhi.indicators.path.run import NoPath
    from xingzhi.packs import load
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    office = packs.regions.by_code(asked.region)
    assert office is not None
    assert snapshot is not None
    below = [place.path for place in packs.regions.children(office)]
    print("| indicator | places | paths | error | unchanged | as before | 80 % held | 95 % held | s a path |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in INDICATORS:
        for label, places in (("office", [office]), ("below", below)):
            found, begun = [], time.perf_counter()
            for place in places:
                for year in asked.years:
                    try:
                        found.append(back_test(packs.indicators[name], packs, snapshot, place, year))
                    except NoPath:
                        continue
            held = [each for each in found if each.paths]
            paths, ends = sum(len(each.paths) for each in held), sum(each.month_ends for each in held)
            errors = [np.mean([getattr(each, of) for each in held if getattr(each, of) is not None])
                      for of in ("error", "error_unchanged", "error_as_before")]  # fmt: skip
            inside = [
                sum(getattr(each, of) * each.month_ends for each in held) / ends for of in ("inside80", "inside95")
            ]
            shown = " | ".join([*(f"{each:.2f}" for each in errors), *(f"{100 * each:.1f} %" for each in inside)])
            print(f"| {name} | {label} | {paths} | {shown} | {(time.perf_counter() - begun) / paths:.2f} |")


if __name__ == "__main__":
    main()
