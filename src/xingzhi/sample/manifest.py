"""The hidden key: what is in the files, computed from what was invented, not from what the product reads."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.office import region_path
from xingzhi.sample.plants import HARD_FLOOR, THRESHOLD, Plant
from xingzhi.sample.sheets import FileCount
from xingzhi.sample.similarity import GRAM

NAME = "hidden_key.json"


@dataclass(frozen=True)
class Manifest:
    """Everything the sample knows about itself; `as_dict()` is what hidden_key.json holds."""

    seed: int
    until: str
    office: dict[str, Any]
    files: list[dict[str, Any]]
    patents: dict[str, Any]
    similar: dict[str, Any]
    parties: dict[str, Any]
    figures: dict[str, Any]
    damaged_rows: list[dict[str, Any]]
    notified: dict[str, int]
    beyond_capacity: list[dict[str, Any]]
    gazette: dict[str, Any]
    bad_faith: dict[str, Any]
    field: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    def write(self, folder: Path) -> None:
        """Put the key beside the files."""
        text = json.dumps(self.as_dict(), ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text + "\n", "utf-8")

    def file(self, name: str) -> dict[str, Any]:
        """The expected counts of one file; `KeyError` where there is none of that name."""
        return {each["name"]: each for each in self.files}[name]


def make_manifest(
    seed: int,
    corpus: Corpus,
    plants: list[Plant],
    files: list[FileCount],
    damaged_rows: list[dict[str, Any]],
    high_value: dict[str, int],
    notified: dict[str, int],
    beyond_capacity: list[dict[str, Any]],
    gazette: dict[str, Any],
    bad_faith: dict[str, Any],
    field: dict[str, Any],
) -> Manifest:
    """The key of a finished corpus."""
    office = corpus.office
    return Manifest(
        seed=seed,
        until=corpus.until.isoformat(),
        office={"code": office.code, "name": office.name, "path": region_path(office.code), "places": office.names()},
        files=[count.as_dict() for count in files],
        patents=_patents(corpus),
        similar=_similar(plants),
        parties=_parties(corpus),
        figures={
            "grants": _grants(corpus),
            "valid_inventions": [_valid(corpus, day) for day in reference_days(corpus)],
            "high_value": high_value,
        },
        damaged_rows=damaged_rows,
        notified=notified,
        beyond_capacity=beyond_capacity,
        gazette=gazette,
        bad_faith=bad_faith,
        field=field,
    )


def reference_days(corpus: Corpus) -> list[date]:
    """The last year-end before the export and the day of the export."""
    return [date(corpus.until.year - 1, 12, 31), corpus.until]


def _patents(corpus: Corpus) -> dict[str, Any]:
    held = corpus.applications
    lengths = [len(application.abstract) for application in held if application.patent != "design"]
    paths = Counter(region_path(each.first.place.code) if each.first.place else "unassigned" for each in held)
    return {
        "applications": len(held),
        "publications": sum(len(application.life.publications) for application in held),
        "by_type": dict(Counter(application.patent for application in held)),
        "by_region": dict(sorted(paths.items())),
        "by_state": {
            kind: dict(Counter(application.life.state for application in held if application.patent == kind))
            for kind in ("invention", "utility_model", "design")
        },
        "abstract_length": {"mean": round(sum(lengths) / len(lengths)), "least": min(lengths), "most": max(lengths)},
    }


def _similar(plants: list[Plant]) -> dict[str, Any]:
    """`near` holds every pair at the threshold and above over all abstracts, designs included, and nothing else."""
    rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for item in plants:
        rows[item.kind != "hard_negative"].append(
            {
                "kind": item.kind,
                "left": item.left.number,
                "right": item.right.number,
                "similarity": round(item.likeness, 6),
                "lawful": item.kind == "lawful_same_day",
                "applicants": [item.left.spelled, item.right.spelled],
                "filed": [item.left.filed.isoformat(), item.right.filed.isoformat()],
                "types": [item.left.patent, item.right.patent],
                "regions": [
                    region_path(each.first.place.code) if each.first.place else "" for each in (item.left, item.right)
                ],
                "note": item.note,
            }
        )
    return {
        "gram": GRAM,
        "threshold": THRESHOLD,
        "counts": dict(Counter(item.kind for item in plants)),
        "near": rows[True],
        "hard_negatives": {"from": HARD_FLOOR, "below": THRESHOLD, "pairs": rows[False]},
    }


def _parties(corpus: Corpus) -> dict[str, Any]:
    """`groups`: spellings that mean one party, with how often each was used; `apart`: pairs that must stay two."""
    used = Counter(name for application in corpus.applications for name in application.spelled)
    groups = [
        {
            "name": party.name,
            "credit_code": party.code,
            "used": used[party.name],
            "spellings": [{"kind": kind, "name": name, "used": used[name]} for kind, name in party.variants],
        }
        for party in corpus.parties
        if party.variants
    ]
    apart = [[left.name, right.name] for left, right in corpus.tails]
    return {"directory": len(corpus.parties), "groups": groups, "apart": apart}


def _grants(corpus: Corpus) -> dict[str, Any]:
    """Announced grants: type, year, count; and by region path, year and type."""
    by_type: dict[str, Counter[str]] = defaultdict(Counter)
    by_region: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for application in corpus.applications:
        if granted := application.life.granted:
            place = application.first.place
            path = region_path(place.code) if place else "unassigned"
            by_type[application.patent][str(granted.year)] += 1
            by_region[path][str(granted.year)][application.patent] += 1
    return {
        "by_type_and_year": {kind: dict(sorted(years.items())) for kind, years in sorted(by_type.items())},
        "by_region_year_and_type": {
            path: {year: dict(types) for year, types in sorted(years.items())}
            for path, years in sorted(by_region.items())
        },
    }


def _valid(corpus: Corpus, day: date) -> dict[str, Any]:
    """Valid inventions on that day and per 10,000 residents of the year-end before its year, two decimals."""
    office, year = corpus.office, day.year - 1
    valid = [each for each in corpus.applications if each.patent == "invention" and each.life.valid_at(day)]
    regions = {
        region_path(place.code): _rate(sum(each.first.place is place for each in valid), place.residents(year))
        for place in office.places
    }
    return {
        "at": day.isoformat(),
        "population_year": year,
        "regions": {region_path(office.code): _rate(len(valid), office.residents(year)), **regions},
        "unassigned": sum(each.first.place is None for each in valid),
    }


def _rate(valid: int, residents: Decimal) -> dict[str, Any]:
    rate = (Decimal(valid) / residents).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {"valid": valid, "population": str(residents), "per_10000": str(rate)}
