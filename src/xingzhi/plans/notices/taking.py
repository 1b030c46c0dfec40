"""A notice taken in: the file kept, read once, and laid out in pieces that a person decides one by one."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import enqueue
from xingzhi.core.models import Job, User
from xingzhi.core.office import office_path
from xingzhi.engine.pictures.words import installed
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.wording import sentence
from xingzhi.plans.directory.actions import fill_units, keeps_plan
from xingzhi.plans.notices.models import Decision, Notice, NoticeState, Piece
from xingzhi.plans.notices.pieces import pieces_of
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.problems import Unreadable
from xingzhi.plans.reading.reading import read_notice
from xingzhi.plans.reading.received import Told

BY_JOB = frozenset({"pdf", "ofd", "doc", "rtf", "odt", "archive"})  # pages to recognise, or to be converted first
LOCKED = frozenset({"password_needed", "password_wrong"})


class SameNotice(Exception):
    """The same file was taken in before, as `notice`."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        super().__init__(notice.pk)


class NoticeRefused(ValueError):
    """What was asked cannot be done with the notice as it is: `code` says why, `params` what the sentence needs."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code)


def receive_notice(user: User, path: Path, file_name: str) -> Notice:
    """Take a file in and read it, at once or by a job; raise `SameNotice` where it was taken in before."""
    fill_units(user)
    notice = take_in_notice(user, path, file_name)
    if _at_once(path):
        read_kept(user, notice)
    else:
        enqueue("read_notice", user, notice.region, notice=notice.pk)
    return notice


def read_anew(user: User, notice: Notice, password: str | None) -> None:
    """Read the kept file again; raise `NoticeRefused` "begun" where its review has begun. A password goes into no job."""
    if password or _at_once(notice.path):
        read_kept(user, notice, password)
    else:
        queue_reading(user, notice.pk)


@action("queue_reading", zh="再读通知", en="Read a notice again")
def queue_reading(act: Act, notice_id: int) -> None:
    """Have the kept file of a notice read again by a job."""
    notice = _not_begun(act, notice_id)
    notice.state = NoticeState.READING
    notice.save(update_fields=["state"])
    enqueue("read_notice", act.user, notice.region, notice=notice.pk)
    act.on("notice", notice.pk, notice.region)


def _at_once(path: Path) -> bool:
    """Whether a file is read while the person waits; one that is empty or damaged is told so at once."""
    try:
        kind = file_kind(path)
    except ReaderProblem:
        return True
    return kind not in BY_JOB and not (kind == "picture" and installed())


def _not_begun(act: Act, notice_id: int) -> Notice:
    notice: Notice = get_object_or_404(Notice.objects.visible_to(act.user).select_for_update(), pk=notice_id)
    settled = notice.state in (NoticeState.ADOPTED, NoticeState.SET_ASIDE)
    if settled or notice.pieces.exclude(decision=Decision.OPEN).exists():
        raise NoticeRefused("begun")
    return notice


@action("take_in_notice", zh="收通知", en="Take in a notice")
def take_in_notice(act: Act, path: Path, file_name: str) -> Notice:
    """Keep the file of a notice under its digest."""
    if not keeps_plan(act.user):
        raise PermissionDenied("notice")
    digest, region = digest_of(path), office_path()
    if known := Notice.objects.filter(region=region, digest=digest).first():
        raise SameNotice(known)
    notice = Notice(region=region, digest=digest, file_name=file_name[:255], loaded_by=act.user)
    notice.state = NoticeState.READING
    keep_file(path, notice.path)
    notice.save()
    act.on("notice", notice.pk, region, file=file_name[:255])
    return notice


def read_kept(user: User, notice: Notice, password: str | None = None, told: Told | None = None) -> None:
    """Read the kept file and lay it out; where it cannot be read, keep why. The password is used here only; `told` hears how many
    pages are read, and may raise to stop."""
    read, refused = _read(notice, password, told)
    if told:
        told(0, 1)  # cancelled while it was read: nothing is laid out
    lay_out_notice(user, notice.pk, read, refused)
    notice.refresh_from_db()


def job_of(notice: Notice) -> Job | None:
    """The job that reads a notice, newest first."""
    return Job.objects.filter(kind="read_notice", params={"notice": notice.pk}).order_by("-id").first()


@action("lay_out_notice", zh="读通知", en="Lay out a notice")
def lay_out_notice(act: Act, notice_id: int, read: dict[str, Any], refused: dict[str, str]) -> Notice:
    """Keep what was read as pieces to decide, or why nothing could be read."""
    notice = _not_begun(act, notice_id)
    notice.pieces.all().delete()
    notice.state = NoticeState.FAILED if refused or not read["text"] else NoticeState.READ
    notice.read = {"refused": refused} if refused else read
    if read:
        document = read["document"]
        notice.number, notice.issuer = (document["number"] or "")[:100], (document["issuer"] or "")[:200]
        notice.title, notice.publicity = (document["title"] or "")[:300], (document["publicity"] or "")[:40]
        notice.contact = (document["contact"] or "")[:300]
        notice.issued_on = date.fromisoformat(document["date"]) if document["date"] else None
        notice.year, notice.pack_ref = plan_year(read), read["pack"]
    notice.save()
    Piece.objects.bulk_create(pieces_of(notice) if read else [])
    act.on("notice", notice.pk, notice.region, number=notice.number, pieces=notice.pieces.count(), **refused)
    return notice


def plan_year(read: dict[str, Any]) -> int | None:
    """The year a notice plans: that of its title, else of its date."""
    document = read["document"]
    if found := re.search(r"(?<![—\-－–])(20\d{2})(?:年度?|[）)])(?!\s*[—\-－–])", document["title"] or ""):
        return int(found[1])
    return date.fromisoformat(document["date"]).year if document["date"] else None


def _read(notice: Notice, password: str | None, told: Told | None) -> tuple[dict[str, Any], dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="notice_") as folder:
        named = Path(folder) / (Path(notice.file_name).name[-100:] or "notice")
        named.symlink_to(notice.path)
        try:
            return read_notice(read_file(named, password, told)).data(), {}
        except ReaderProblem as problem:
            said = {language: sentence(problem, language) for language in ("zh", "en")}
            return {}, {"code": problem.code, **said}
        except Unreadable as problem:
            return {}, {"code": "unreadable", "zh": problem.zh, "en": problem.en}
