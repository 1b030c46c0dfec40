"""Cases beside packs: what the values must give for named inputs, written in YAML, run by one runner.

A case file is `{kind, cases: [{name, input, output}]}`; the kind says which question is put to the packs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from xingzhi.packs import clock_cases
from xingzhi.packs.loading import is_case, pack_files
from xingzhi.packs.packs import Packs
from xingzhi.packs.problems import PackError, YearNotLoaded
from xingzhi.packs.reading import read_yaml
from xingzhi.packs.schema import Frozen, validated


class CaseText(Frozen):
    """One case as written."""

    name: str
    input: Any
    output: Any = None


class CaseFile(Frozen):
    """A file of cases."""

    kind: str
    note: str = ""
    cases: tuple[CaseText, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Case:
    """One case with where it stands."""

    file: str
    kind: str
    name: str
    input: Any
    output: Any

    def run(self, packs: Packs) -> Any:
        """What the packs give; the case holds where this equals `output`."""
        return QUESTIONS[self.kind](packs, self.input)


def read_cases(folder: Path) -> Iterator[Case]:
    """All cases of a folder of packs; raise `PackError` on the first file that is none."""
    for path in pack_files(folder):
        if is_case(path):
            name = path.relative_to(folder).as_posix()
            read = validated(CaseFile, read_yaml(path.read_bytes(), name), name)
            if read.kind not in QUESTIONS:
                raise PackError(name, "kind", f"{read.kind} is no kind of case")
            for case in read.cases:
                yield Case(name, read.kind, case.name, case.input, case.output)


def _locate(packs: Packs, given: Any) -> Any:
    text, within = (given["text"], given.get("within", "")) if isinstance(given, Mapping) else (given, "")
    located = packs.regions.locate(text, within)
    return {"path": located.path, "how": located.how} if located else None


def _by_code(packs: Packs, given: Any) -> Any:
    return packs.regions.by_code(given)


def _by_name(packs: Packs, given: Any) -> Any:
    text, within = (given["text"], given.get("within", "")) if isinstance(given, Mapping) else (given, "")
    return packs.regions.by_name(text, within)


def _working_day(packs: Packs, given: Any) -> Any:
    try:
        return packs.calendar.is_working_day(date.fromisoformat(given))
    except YearNotLoaded:
        return "not loaded"


def _term(packs: Packs, given: Any) -> Any:
    day, provisional = packs.calendar.add_working_days(date.fromisoformat(given["start"]), given["days"])
    return {"date": day.isoformat(), "provisional": provisional}


def _classify(packs: Packs, given: Any) -> Any:
    return packs.applicant_kinds.classify(given)[0] or None


def _legal_status(packs: Packs, given: Any) -> Any:
    term = packs.legal_status.meaning(given)
    return term.code if term else None


def _check_digit(packs: Packs, given: Any) -> Any:
    return packs.application_numbers.check_digit(given)


QUESTIONS: Mapping[str, Callable[[Packs, Any], Any]] = {
    "locate": _locate,
    "by_code": _by_code,
    "by_name": _by_name,
    "working_day": _working_day,
    "add_working_days": _term,
    "classify": _classify,
    "legal_status": _legal_status,
    "check_digit": _check_digit,
    "clock": clock_cases.answer,
}
