"""Where searchable marks lie: the index of the register, made by a job, and lists the office put beside it.

The marks of each region are an index of their own, so that a search looks only where its reader may. It holds numbers
of rows and what they are found by; everything shown is read from the register.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from xingzhi.engine.marks.store import DESCRIPTION, Marks, NoIndex
from xingzhi.files import write_json

STATE = "register.json"
NO_REGION = "-"


@dataclass(frozen=True)
class State:
    """The index of the register: its folder, the revision up to which marks are in, rows in it (a mark changed since is
    in it again), when (ISO)."""

    folder: str
    revision: int
    rows: int
    made_at: str


def root() -> Path:
    """The folder of the register's index and of the pictures' index."""
    return Path(settings.HOME) / "mark_index"


def state() -> State | None:
    """What the register's index holds; None where none was made."""
    try:
        return State(**json.loads((root() / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def keep_state(made: State) -> None:
    """From now on this is the index."""
    root().mkdir(parents=True, exist_ok=True)
    write_json(asdict(made), root() / STATE)


def opened(folder: Path) -> Marks:
    """Marks of a folder, opened once as long as it stays the same; raises NoIndex."""
    try:
        return _opened(folder, (folder / DESCRIPTION).stat().st_mtime_ns)
    except OSError as error:
        raise NoIndex(str(folder)) from error


@lru_cache(maxsize=64)
def _opened(folder: Path, changed: int) -> Marks:
    """`changed` makes a folder that was added to another."""
    return Marks(folder)


def folder_of(held: State, region: str) -> Path:
    """The index of one region."""
    return root() / held.folder / (region or NO_REGION)


def of_register(scope: str) -> list[Marks] | None:
    """The marks of the register at or below a region; None where no index was made, or another version made it."""
    for _attempt in range(2):  # a rebuilt index takes the place of one that was just read of
        held = state()
        if held is None:
            return None
        try:
            return [opened(path) for path in sorted((root() / held.folder).iterdir()) if path.name.startswith(scope)]
        except (NoIndex, OSError):
            continue
    return None


def lists() -> list[Path]:
    """The lists of marks the office loaded, each a folder `xingzhi marks index` wrote."""
    held = Path(settings.HOME) / "mark_lists"
    return sorted(path.parent for path in held.glob(f"*/{DESCRIPTION}")) if held.is_dir() else []
