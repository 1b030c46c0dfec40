"""The prefecture whose office the sample is for: its code, its places and their invented populations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

DEFAULT = Path(__file__).with_name("office.yaml")
FIRST_POPULATION_YEAR = 2015
# Written where a file asks who issued a figure: the populations and figures of the sample are invented.
NOT_OFFICIAL = "示例数据，非官方"


@dataclass(frozen=True)
class Place:
    """A county-level place. `population` is in 万人, one year-end after another from `FIRST_POPULATION_YEAR`."""

    code: str
    name: str
    weight: float
    postcode: str
    population: tuple[Decimal, ...]

    def residents(self, year: int) -> Decimal:
        """Invented year-end residents in 万人; years beyond the list repeat the last one."""
        return self.population[min(year - FIRST_POPULATION_YEAR, len(self.population) - 1)]


@dataclass(frozen=True)
class Office:
    """A prefecture-level office and the county-level places under it."""

    code: str
    name: str
    short: str
    province: str
    province_short: str
    places: tuple[Place, ...]

    def place(self, code: str) -> Place:
        """The place of that six-digit code."""
        return next(place for place in self.places if place.code == code)

    def residents(self, year: int) -> Decimal:
        """Invented year-end residents of the whole prefecture in 万人."""
        return sum((place.residents(year) for place in self.places), Decimal(0))

    def names(self) -> dict[str, str]:
        """Code to name, the prefecture first."""
        return {self.code: self.name} | {place.code: place.name for place in self.places}


def region_path(code: str) -> str:
    """The path of a GB/T 2260 code: its trailing pairs of zeros left off."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def load_office(source: Path | Mapping[str, str] | None = None) -> Office:
    """The office of a YAML file, or of a plain code-to-name dict; the default prefecture where nothing is given.

    A dict needs the prefecture (code ending in 00) and its counties, and may name the province (code ending in 0000).
    Raises `ValueError` where it names no prefecture or no county.
    """
    if isinstance(source, Mapping):
        return _from_names(source)
    given: dict[str, Any] = yaml.safe_load((source or DEFAULT).read_text("utf-8"))
    places = tuple(
        Place(**{**place, "population": tuple(Decimal(str(value)) for value in place["population"])})
        for place in given.pop("places")
    )
    return Office(**given, places=places)


def _from_names(names: Mapping[str, str]) -> Office:
    province = next((name for code, name in names.items() if code.endswith("0000")), "")
    heads = [(code, name) for code, name in names.items() if code.endswith("00") and not code.endswith("0000")]
    counties = [(code, name) for code, name in names.items() if not code.endswith("00")]
    if len(heads) != 1 or not counties:
        raise ValueError("one prefecture-level code and at least one county-level code are needed")
    years = range(11)
    places = tuple(
        Place(code, name, 1.0, "", tuple(Decimal(3000 - 170 * rank - 13 * year) / 100 for year in years))
        for rank, (code, name) in enumerate(counties[:15])
    )
    [(code, name)] = heads
    return Office(code, name, name, province, province.removesuffix("自治区").removesuffix("省"), places)
