"""Take in a summary that came: a file or what was written on the page becomes a version; the same twice changes nothing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.files import keep_file
from xingzhi.packs import load
from xingzhi.plans.summaries.matching import Matcher, Target
from xingzhi.plans.summaries.merging import heading_of, tasks_of
from xingzhi.plans.summaries.models import Summary, SummaryState, SummaryText, kept_file
from xingzhi.plans.summaries.moves import NotDone, leads, locked_summary, write_step
from xingzhi.plans.summaries.reading import SummaryRead, read_summary, read_text


class SameText(Exception):
    """The same text came before, as that version."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


@dataclass(frozen=True)
class Came:
    """What came, read: the file's name and content; without a name it was written on the page.

    `on`: the day it reached the office by another channel, as whoever leads the call says; else it is today.
    """

    read: SummaryRead
    content: bytes
    name: str = ""
    on: date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


def came_as_file(path: Path, name: str, password: str | None = None, on: date | None = None) -> Came:
    """Read a file; raises as `read_summary`. Conversion of old formats takes seconds: call it outside transactions."""
    return Came(read_summary(path, password), path.read_bytes(), Path(name.replace("\\", "/")).name[-200:], on)


def came_kept(digest: str, name: str, password: str | None = None, on: date | None = None) -> Came:
    """Read a kept file; raises as `came_as_file`."""
    with kept_by_name(digest, name) as path:
        return came_as_file(path, name, password, on)


@contextmanager
def kept_by_name(digest: str, name: str) -> Iterator[Path]:
    """A kept file under the ending of the name it came with, which some formats are told by."""
    with tempfile.TemporaryDirectory(prefix="summary_") as folder:
        path = Path(folder) / f"kept{Path(name).suffix.lower()}"
        shutil.copyfile(kept_file(digest), path)
        yield path


def came_as_text(text: str) -> Came:
    """What was written on the page. Raises `NotASummary`."""
    return Came(read_text(text), text.replace("\r\n", "\n").strip().encode())


@action("receive_summary", zh="报送总结", en="Send in a summary")
def receive_summary(act: Act, summary_id: int, came: Came) -> SummaryText:
    """Keep it as the next version and propose where its paragraphs belong. Raises `SameText`, `NotDone` accepted or future."""
    summary = locked_summary(act.user, summary_id)
    paragraphs = [each.data() for each in came.read.paragraphs]
    _refuse_same(summary, came.digest, paragraphs)
    today = timezone.localdate()
    on = came.on if came.on and leads(act.user, summary) else today
    if summary.state == SummaryState.ACCEPTED:
        raise NotDone("accepted")
    if on > today:
        raise NotDone("future")
    before = summary.texts.filter(version=summary.version).first()
    summary.version = (summary.texts.aggregate(last=Max("version"))["last"] or 0) + 1
    text = SummaryText.objects.create(
        summary=summary, version=summary.version, digest=came.digest, file_name=came.name, title=came.read.title,
        paragraphs=paragraphs, pack_ref=load().ref("summaries"), places=proposed(summary, paragraphs, before), by=act.user,
    )  # fmt: skip
    keep_file(came.content, kept_file(came.digest))
    summary.state, summary.reason = SummaryState.RECEIVED, ""
    summary.electronic_on = summary.electronic_on or on
    write_step(summary, "received", act.user, came.name)
    act.on("summary", summary.pk, summary.region, version=text.version, digest=text.digest, file=text.file_name)
    return text


def _refuse_same(summary: Summary, digest: str, paragraphs: Sequence[dict[str, Any]]) -> None:
    for text in summary.texts.order_by("version"):
        newest = text.version == summary.version
        if text.digest == digest or (newest and text.paragraphs == list(paragraphs)):
            raise SameText(text.version)


def proposed(
    summary: Summary, paragraphs: Sequence[dict[str, Any]], before: SummaryText | None = None
) -> list[dict[str, Any]]:
    """A place for each paragraph; where an officer moved the same paragraph of the version before, it stays there."""
    call = summary.call
    tasks = [task for task in tasks_of([call]) if task.pk != call.task_id] if call else []
    matcher = Matcher([Target(task.pk, heading_of(task), task.text) for task in tasks])
    pairs = zip(before.paragraphs, before.places, strict=True) if before else ()
    moved = {each["text"]: place for each, place in pairs if place["why"] == "moved"}
    return [moved.get(each["text"]) or matcher.place(each["text"], each["path"]).data() for each in paragraphs]
