"""Signs and indications a person checks against, and the pictures they are known by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Q

from xingzhi.cases.field import REGISTERS
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.core.scope import region_within
from xingzhi.engine.pictures.opening import Unreadable, cut_to_drawing, open_picture, upright_picture
from xingzhi.files import digest_of
from xingzhi.registers.field_checks.models import SignPicture, picture_file
from xingzhi.registers.models import MODELS
from xingzhi.registers.settle import UNASSIGNED
from xingzhi.text.normalise import fold

KINDS = {"protected_signs": "sign", "indications": "indication"}  # as the watch list calls them
NUMBERS = {"protected_signs": "record_no", "indications": "registration_no"}


@dataclass(frozen=True)
class KnownSign:
    """A sign or an indication, and its picture where one was given."""

    row: Any
    picture: SignPicture | None

    @property
    def register(self) -> str:
        """The register it stands in."""
        return str(self.row.register.name)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.row)

    @property
    def number(self) -> str:
        """Its number of registration or record, "" unknown."""
        return str(getattr(self.row, NUMBERS[self.register]))

    @property
    def texts(self) -> list[str]:
        """Its name and other wordings."""
        others = self.row.other_texts.replace("；", ";").split(";")
        return [text.strip() for text in (self.name, *others) if text.strip()]

    @property
    def id(self) -> str:
        """What tells it from all others."""
        return f"{self.register}:{self.row.key}"

    def stands(self, on: date) -> str:
        """Whether its protection stood on a day: in_term, over, not_yet or unknown."""
        begin, end = self.row.valid_from, self.row.valid_until
        if end and on > end:
            return "over"
        if begin and on < begin:
            return "not_yet"
        return "in_term" if end else "unknown"


def signs_for(user: User) -> list[KnownSign]:
    """What protects in the person's region: all that lies there, and what was assigned to a region above it.

    Signs and indications are announced to everybody, so those above are compared; their records stay closed, and what
    nobody assigned to a place is the office's alone to open (`unplaced_for`).
    """
    if not user.is_authenticated or not user.is_active or user.region is None:
        return []
    return _signs(region_within(user.region) | Q(region__in=_above(user.region), region_how="assigned_region"))


def unplaced_for(user: User) -> list[KnownSign]:
    """What nobody assigned to a place, where it is not the person's own to see: it may protect there too.

    It is compared like the others, but told only as a number: the office knows it and may assign it.
    """
    if not user.is_authenticated or not user.is_active or user.region is None:
        return []
    return _signs(Q(region__in=_above(user.region), region_how=UNASSIGNED))


def _above(region: str) -> list[str]:
    return [region[:length] for length in range(0, len(region), 2)]


def _signs(which: Q) -> list[KnownSign]:
    pictures = {(each.register, each.key): each for each in SignPicture.objects.filter(register__in=REGISTERS)}
    return [
        KnownSign(row, pictures.get((name, row.key)))
        for name in REGISTERS
        for row in MODELS[name].objects.filter(which).order_by("id")
    ]


@action("give_sign_pictures", zh="上传标志图样", en="Give pictures of signs")
def give_sign_pictures(act: Act, files: Sequence[tuple[str, Path]], only: str = "") -> dict[str, str]:
    """Keep the picture of each sign a file is named after: by its name, another wording or its number.

    `only`: the id of the sign all files are of. What could not be used is given back by file name: the reader's words, or
    "" where no sign is called so.
    """
    mine = list(_own(act.user))
    left: dict[str, str] = {}
    regions = set()
    for name, path in files:
        sign = next((each for each in mine if (each.id == only if only else _called(each, name))), None)
        if sign is None:
            left[name] = ""
            continue
        try:
            cut_to_drawing(open_picture(path))
            image = upright_picture(path)
        except Unreadable as problem:
            left[name] = str(problem)
            continue
        digest = digest_of(path)
        kept = picture_file(digest, ".png")
        kept.parent.mkdir(parents=True, exist_ok=True)
        image.save(kept)
        told = {"digest": digest, "name": name[-200:], "officer": act.user, "region": sign.row.region}
        SignPicture.objects.update_or_create(register=sign.register, key=sign.row.key, defaults=told)
        regions.add(sign.row.region)
    act.on("sign_pictures", "", min(regions, default=act.user.region or ""), given=len(files) - len(left))
    return left


def _own(user: User) -> Iterator[KnownSign]:
    for name in REGISTERS:
        for row in MODELS[name].objects.visible_to(user).order_by("id"):
            yield KnownSign(row, None)


def _called(sign: KnownSign, file_name: str) -> bool:
    stem = fold(Path(file_name).stem)
    given = fold(Path(getattr(sign.row, "image", "")).stem)
    return bool(stem) and stem in {fold(sign.number), given, *map(fold, sign.texts)} - {""}
