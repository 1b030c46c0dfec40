"""The watch list, made anew from the registers each time: what is guarded, why, whose it is and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xingzhi.cases.gazette.firms import firm_word
from xingzhi.cases.gazette.models import PlaceName, SwitchedOff
from xingzhi.core.models import User
from xingzhi.core.office import office_path
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.screening.similar_marks.watching import Watched
from xingzhi.text.parties import party_key

OVER = ("refused", "withdrawn", "ended")  # marks that guard nothing any more


@dataclass(frozen=True)
class Entry:
    """A name guarded. `source`: register and id of the record it came from; `off`: why an officer switched it off."""

    key: str
    kind: str
    name: str
    region: str
    owner: str = ""
    classes: str = ""
    place: str = ""
    source: tuple[str, int] | None = None
    numbers: frozenset[str] = frozenset()
    filed_on: date | None = None
    off: SwitchedOff | None = field(default=None, compare=False)

    @property
    def owner_key(self) -> str:
        """What its owner is told by."""
        return party_key(self.owner.split("; ")[0], load().party_names).key if self.owner else ""

    @property
    def watched(self) -> Watched:
        """The entry as the comparison takes it."""
        return Watched(self.key, self.kind, self.name, self.classes, self.place)


def watch_list(user: User) -> list[Entry]:
    """All entries the person may see, those switched off too, in the order of the kinds and of their names."""
    off = {(each.region, each.key): each for each in SwitchedOff.objects.visible_to(user).select_related("officer")}
    order = list(load().gazette_watch.by_id)
    found = [replace(entry, off=off.get((entry.region, entry.key))) for entry in _all(user) if entry.name]
    return sorted(found, key=lambda entry: (order.index(entry.kind), entry.name, entry.key))


def _all(user: User) -> Iterator[Entry]:
    yield from _indications(user)
    yield from _signs(user)
    yield from _places(user)
    yield from _brands(user)
    yield from _marks(user)
    yield from _firms(user)


def _indications(user: User) -> Iterator[Entry]:
    for row in MODELS["indications"].objects.visible_to(user).order_by("id"):
        for name in _texts(row.indication, row.other_texts):
            yield Entry(f"indication:{row.key}:{name}", "indication", name, row.region, row.holder, row.nice_classes,
                        row.place_name, ("indications", row.pk))  # fmt: skip


def _signs(user: User) -> Iterator[Entry]:
    for row in MODELS["protected_signs"].objects.visible_to(user).order_by("id"):
        for name in _texts(row.sign_text, row.other_texts):
            yield Entry(f"sign:{row.key}:{name}", "sign", name, row.region, row.holder, row.nice_classes,
                        source=("protected_signs", row.pk))  # fmt: skip


def _texts(first: str, others: str) -> list[str]:
    return [text.strip() for text in (first, *others.replace("；", ";").split(";")) if text.strip()]


def _places(user: User) -> Iterator[Entry]:
    """Places of the office's own region: by the region pack, and those loaded."""
    regions, at = load().regions, office_path()
    paths = [at, *(each.path for each in regions.children(at))] if at else []
    for path in paths:
        region = regions.get(path)
        if region is not None and user.region is not None and path.startswith(user.region):
            for name in dict.fromkeys((region.name, region.short)):
                if len(name) >= 2:
                    yield Entry(f"place:{path}:{name}", "place", name, path)
    for row in PlaceName.objects.visible_to(user).order_by("id"):
        yield Entry(f"local_place:{row.region}:{row.name}", "local_place", row.name, row.region)


def _brands(user: User) -> Iterator[Entry]:
    for row in MODELS["local_brands"].objects.visible_to(user).exclude(stage="stopped").order_by("id"):
        numbers = frozenset(part.strip() for part in row.mark_nos.replace("；", ";").split(";") if part.strip())
        yield Entry(f"brand:{row.key}", "brand", row.brand, row.region, row.applicants, source=("local_brands", row.pk),
                    numbers=numbers)  # fmt: skip


def _marks(user: User) -> Iterable[Entry]:
    """Marks of local firms; one entry for all classes in which an owner holds the same text."""
    made: dict[str, Entry] = {}
    rows = MODELS["trademarks"].objects.visible_to(user).exclude(mark_status__in=OVER).order_by("id")
    for row in rows.values("id", "region", "mark_text", "applicants", "nice_classes", "mark_no", "filed_on"):
        key = f"mark:{row['mark_text']}:{row['applicants']}"[:320]
        held = made.get(key)
        made[key] = _with(held, row) if held else _mark(key, row)
    return made.values()


def _mark(key: str, row: dict[str, Any]) -> Entry:
    return Entry(key, "mark", row["mark_text"], row["region"], row["applicants"], row["nice_classes"],
                 source=("trademarks", row["id"]), numbers=frozenset({row["mark_no"]}), filed_on=row["filed_on"])  # fmt: skip


def _with(entry: Entry, row: dict[str, Any]) -> Entry:
    classes = "; ".join(
        sorted({*filter(None, entry.classes.split("; ")), *filter(None, row["nice_classes"].split("; "))})
    )
    days = [day for day in (entry.filed_on, row["filed_on"]) if day]
    return replace(entry, classes=classes, numbers=entry.numbers | {row["mark_no"]}, filed_on=min(days, default=None))


def _firms(user: User) -> Iterator[Entry]:
    """Distinctive words of firms; a firm called by a word of the dictionary is not looked for."""
    for row in MODELS["parties"].objects.visible_to(user).order_by("id").values("id", "region", "name", "party_kind"):
        if word := firm_word(row["name"]):
            yield Entry(
                f"firm:{row['id']}:{word}", "firm", word, row["region"], row["name"], source=("parties", row["id"])
            )
