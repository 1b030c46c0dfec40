"""Pictures given to the program: drawings of marks, described by a job, and one to search with. What reads them is
loaded when one comes, so that commands start fast."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from xingzhi.core.actions import EVERYONE, Act, action
from xingzhi.core.jobs import enqueue
from xingzhi.core.models import User
from xingzhi.registers.receive import region_of
from xingzhi.screening.mark_search.marks import seen_by
from xingzhi.screening.mark_search.models import SavedSearch
from xingzhi.text.problems import ValueProblem
from xingzhi.text.trademarks import mark_number


@dataclass
class Loaded:
    """Numbers of the marks that have their drawing now, and files refused: name, why, and what the reader said.

    Why: "no_number" (the name begins with none and the register names no such file), "not_seen" (no such mark in the
    person's region), "unreadable".
    """

    numbers: list[str] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)


@action("load_mark_drawings", zh="载入商标图样", en="Load drawings of marks")
def load_drawings(act: Act, files: Sequence[tuple[str, bytes]]) -> Loaded:
    """Keep drawings of marks the officer sees; a file is named after the mark's number: 12345678.png."""
    made = Loaded()
    for name, content in files:
        rows, number = _marks(act.user, name)
        if rows:
            _keep(made, name, rows, content)
        else:
            made.refused.append((name, "not_seen" if number else "no_number", number))
    act.on("mark_drawings", "", region_of(act.user), numbers=made.numbers, refused=len(made.refused))
    if made.numbers:
        enqueue("index_mark_drawings", act.user, region_of(act.user), once=True)
    return made


def _marks(user: User, name: str) -> tuple[list[Any], str]:
    """The marks a file belongs to, of those the person sees: by the number it is named after, or named by the register."""
    path = PurePosixPath(name.replace("\\", "/"))
    for part in (path.stem, *(path.stem.split(sign)[0] for sign in "_ -")):
        with suppress(ValueProblem):
            if number := mark_number(part):
                return list(seen_by(user).filter(mark_no=number)), number
    return list(seen_by(user).filter(image=path.name)), ""


def _keep(made: Loaded, name: str, rows: list[Any], content: bytes) -> None:
    """The drawing appears whole, in place of the one the mark had."""
    from xingzhi.engine.pictures.describing import describe
    from xingzhi.engine.pictures.opening import Unreadable
    from xingzhi.screening.mark_search.pictures import SIDE, file_name, folder, small

    with tempfile.TemporaryDirectory(dir=settings.HOME) as work:
        raw = Path(work) / "raw"
        raw.write_bytes(content)
        try:
            describe(raw)
            drawn = small(raw, SIDE)
        except Unreadable as error:
            made.refused.append((name, "unreadable", str(error)))
            return
        for place in sorted({file_name(row) for row in rows}):
            fresh = Path(work) / "drawn.png"
            fresh.write_bytes(drawn)
            (folder() / place).parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(folder() / place)
    made.numbers.append(rows[0].mark_no)


@action("ask_by_picture", zh="按图样检索", en="Search by picture", roles=EVERYONE)
def ask_by_picture(act: Act, content: bytes) -> str:
    """Keep a picture to search with, for this person alone; its digest. Raises `Unreadable`."""
    from xingzhi.engine.pictures.describing import describe
    from xingzhi.screening.mark_search.pictures import KEPT, SIDE, asked_folder, small

    region = region_of(act.user)
    at = asked_folder(act.user)
    at.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    raw = at / f"{digest}.part"
    try:
        raw.write_bytes(content)
        describe(raw)
        asked = small(raw, SIDE)
    finally:
        raw.unlink(missing_ok=True)
    (at / f"{digest}.png").write_bytes(asked)
    saved = {each.query.get("picture") for each in SavedSearch.objects.visible_to(act.user)}
    loose = [path for path in at.glob("*.png") if path.stem not in saved]
    for old in sorted(loose, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
    act.on("mark_picture", digest[:12], region)
    return digest
