"""Precision and recall of the screenings of texts on planted cases, and their time on many texts.

python -m bench.abnormal_texts.run
python -m bench.abnormal_texts.run --texts 100000
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

from bench.abnormal_texts.office import Case, Office, inputs, outcome
from bench.abnormal_texts.planted import OFFICES


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--csv", type=Path, help="a file of real applications to stand among")
    parser.add_argument("--texts", type=int, help="only time that many invented texts")
    options = parser.parse_args()
    if options.texts:
        timed(many(options.texts))
        return
    real = given(options.csv) if options.csv else None
    for name, made in OFFICES.items():
        if real and name == "narrow_claims":
            continue
        cases = made(background=[replace(case) for case in real]) if real else made()
        found = outcome(cases, screening(name).run(inputs(cases, name)))
        print(f"\n{name}: precision {found.precision:.3f}, recall {found.recall:.3f}\n")
        print("| label | cases | found |\n|---|---|---|")
        for label, (hit, total) in found.found.items():
            print(f"| {label or 'background'} | {total} | {hit} |")


def given(path: Path) -> list[Case]:
    """The rows of a file with a long abstract and a date, designs left out."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if len(row["摘要"]) >= 60 and row["申请日"]]
    return [
        Case(row["专利名称"], row["摘要"], row["申请人"], date.fromisoformat(row["申请日"]), key=row["申请号"],
             patent_type="utility_model" if "本实用新型" in row["摘要"] else "invention")
        for row in rows
    ]  # fmt: skip


def screening(name: str):  # type: ignore[no-untyped-def]
    """The declared screening."""
    return import_module(f"xingzhi.screening.{name}.run").SCREENING


def many(number: int) -> list[Case]:
    """Invented texts of machines, of an applicant for every twenty."""
    office = Office(random.Random(1))
    firms = [office.firm() for _ in range(max(10, number // 20))]
    for _ in range(number):
        draft = office.draft("machine")[1]
        office.cases.append(office.case(draft, office.chance.choice(firms), office.day(), first_claim=draft.claim()))
    return office.finished()


def timed(cases: list[Case]) -> None:
    """Seconds of each screening."""
    for name in OFFICES:
        asked = inputs(cases, name)
        started = time.perf_counter()
        found = screening(name).run(asked)
        print(f"{name}: {len(cases):,} texts, {time.perf_counter() - started:.1f} s, {len(found):,} signals")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
