"""Check a photo and the words on it against what is protected: a job with progress; done again it changes nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.field.signs import KINDS, KnownSign, signs_for, unplaced_for
from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.core.models import User
from xingzhi.engine.pictures.opening import Unreadable, upright_picture
from xingzhi.engine.pictures.photo import Sign, look_for, photo_points, sign_of
from xingzhi.engine.pictures.words import recognised
from xingzhi.files import digest_of
from xingzhi.packs import load
from xingzhi.registers.field_checks.models import FieldCheck
from xingzhi.screening.similar_marks.watching import Watched, WatchList

MOST_LINES, LONGEST = 60, 200
EACH = 8  # signs the words may resemble; more say no more


class Refused(ValueError):
    """A check that cannot be recorded: place, day, future, region or nothing."""


@dataclass(frozen=True)
class Seen:
    """What an officer says was seen: the day, the place, the words on it, and the region it lies in."""

    on: date | None
    place: str
    words: str
    region: str


@action("check_field", zh="现场核对", en="Field check")
def check_field(act: Act, seen: Seen, photo: Path | None, name: str) -> FieldCheck:
    """Record what was seen, keep its photo and queue the comparison.

    Raises `Refused`, and `Unreadable` where the photo cannot be used.
    """
    if act.user.region is None or not seen.region.startswith(act.user.region):
        raise Refused("region")
    if seen.on is None:
        raise Refused("day")
    if seen.on > timezone.localdate():
        raise Refused("future")
    if not seen.place.strip():
        raise Refused("place")
    if photo is None and not seen.words.strip():
        raise Refused("nothing")
    check = FieldCheck(officer=act.user, region=seen.region, seen_on=seen.on, place=seen.place.strip()[:200],
                       words=seen.words.strip()[:500])  # fmt: skip
    if photo is not None:
        _keep(check, photo, name)
    check.save()
    _queue(act.user, check)
    act.on("field_check", check.pk, check.region, place=check.place, seen_on=check.seen_on, photo=check.photo)
    return check


@action("recheck_field", zh="再核对一次", en="Check again")
def recheck_field(act: Act, check_id: int, words: str) -> None:
    """Queue the comparison again, with the words as they are now: it was cancelled, failed, or more is known since.

    A judgement stays. Raises `Refused` where neither photo nor words are left.
    """
    check = get_object_or_404(FieldCheck.objects.visible_to(act.user).select_for_update(of=("self",)), pk=check_id)
    if not check.photo and not words.strip():
        raise Refused("nothing")
    before = check.words
    if check.job is None or check.job.finished:
        check.compared, check.found, check.words = None, [], words.strip()[:500]
        check.save(update_fields=["compared", "found", "words"])
        _queue(act.user, check)
    act.on("field_check", check.pk, check.region, again=True, words=check.words, before=before)


def _queue(user: User, check: FieldCheck) -> None:
    check.job = enqueue("check_photo", user, check.region, check=check.pk)
    check.save(update_fields=["job"])


def _keep(check: FieldCheck, photo: Path, name: str) -> None:
    image = upright_picture(photo)
    check.photo, check.photo_name = digest_of(photo), Path(name).name[-200:]
    check.width, check.height = image.size
    check.original.parent.mkdir(parents=True, exist_ok=True)
    check.original.write_bytes(photo.read_bytes())
    image.save(check.shown, quality=85)


@job_kind("check_photo", zh="现场核对", en="Field check", lane="field")
def run_check(run: JobRun) -> dict[str, Any]:
    """Look for every sign in the photo, and hold its words against every name."""
    check = FieldCheck.objects.select_related("officer").get(pk=run.params["check"])
    signs = [*signs_for(check.officer), *unplaced_for(check.officer)]
    drawn = [each for each in signs if each.picture] if check.photo else []
    found, unreadable, lines = [], [], check.words.splitlines()
    if check.photo:
        run.progress(0, len(drawn) + 1, "现场核对")
        try:
            seen, scale = photo_points(check.original)
        except Unreadable as problem:
            raise JobFailed(str(problem)) from problem
        for at, sign in enumerate(drawn):
            run.progress(at, len(drawn) + 1, "现场核对")
            try:
                if picture := _looked_for(sign, seen, scale):
                    found.append(_by_picture(sign, picture))
            except Unreadable as problem:
                unreadable.append({"id": sign.id, "why": str(problem)})
        read = recognised(str(check.original))
        check.words_read = None if read is None else [text for _, text in read][:MOST_LINES]
        lines += check.words_read or []
    found.sort(key=lambda each: -each["points"])
    found += _by_words(lines, signs)
    run.fence()
    check.found, check.compared, check.unreadable = found, len(drawn) - len(unreadable), unreadable
    check.without_picture = sum(each.picture is None for each in signs)
    check.packs = [load().ref(name) for name in ("mark_similarity", "gazette_watch")]
    check.save(update_fields=["found", "compared", "unreadable", "without_picture", "words_read", "packs"])
    return {"signs": check.compared, "found": len(found)}


def _looked_for(sign: KnownSign, seen: Any, scale: float) -> Sign | None:
    assert sign.picture is not None
    return look_for(sign.id, sign_of(sign.picture.file), seen, scale)


def _by_picture(sign: KnownSign, seen: Sign) -> dict[str, Any]:
    return {"id": sign.id, "how": "picture", "points": seen.points, "of": seen.of, "corners": seen.corners}


def _by_words(lines: Iterable[str], signs: list[KnownSign]) -> list[dict[str, Any]]:
    """The signs whose names the words resemble, each by its strongest line."""
    packs = load()
    texts = {f"{sign.id}\n{text}": (sign, text) for sign in signs for text in sign.texts}
    watched = (
        Watched(key, KINDS[sign.register], text, place=getattr(sign.row, "place_name", ""))
        for key, (sign, text) in texts.items()
    )
    watch = WatchList(watched, packs.mark_similarity, packs.gazette_watch)
    best: dict[str, dict[str, Any]] = {}
    for line in dict.fromkeys(line.strip()[:LONGEST] for line in list(lines)[:MOST_LINES]):
        for touch in watch.touches(line) if any(each.isalnum() for each in line) else ():
            sign, text = texts[touch.watched.key]
            if sign.id not in best or best[sign.id]["score"] < touch.score:
                speaking = [each for each in touch.findings if not each.against]
                best[sign.id] = {
                    "id": sign.id, "how": "words", "points": 0, "line": line, "text": text, "way": touch.way,
                    "score": round(touch.score, 3), "rule": speaking[0].rule if speaking else "",
                    "why": speaking[0].why if speaking else "",
                }  # fmt: skip
    return sorted(best.values(), key=lambda each: -each["score"])[:EACH]
