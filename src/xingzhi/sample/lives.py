"""What becomes of an application: published, granted, refused, withdrawn, lapsed, each on a believable day."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

# Legal states as the export writes them. (code, wording)
PUBLISHED = ("pending", "发明专利申请公布")
EXAMINED = ("pending", "实质审查的生效")
GRANTED = ("in_force", "授权")
REFUSED = ("refused", "发明专利申请公布后的驳回")
WITHDRAWN = ("withdrawn", "发明专利申请公布后的视为撤回")
LAPSED = ("lapsed", "专利权的终止")
GIVEN_UP = ("lapsed", "避免重复授予专利权")
# Entries after grant that leave the right in force.
UNCHANGED = ("专利权人的姓名或者名称、地址的变更", "专利权的转移", "专利权质押合同登记的生效")
KIND_CODES = {"utility_model": "U", "design": "S"}


@dataclass(frozen=True)
class Publication:
    """One publication: its day and kind code (A, B, U or S)."""

    day: date
    kind: str


@dataclass
class Life:
    """The events of one application up to the day of the export."""

    filed: date
    publications: list[Publication] = field(default_factory=list)
    granted: date | None = None
    ended: date | None = None  # the day a granted right was entered as lapsed
    state: str = "pending"
    wording: str = ""
    changed: date | None = None  # the day of the last legal entry

    def valid_at(self, day: date) -> bool:
        """Whether the right was granted and not yet entered as lapsed on that day."""
        return self.granted is not None and self.granted <= day and (self.ended is None or self.ended > day)

    def enter(self, state: tuple[str, str], day: date) -> None:
        """The newest legal entry."""
        (self.state, self.wording), self.changed = state, day


def gazette_day(day: date) -> date:
    """The next day the gazette appears: Tuesdays and Fridays, before 2019 Wednesdays."""
    wanted = (2,) if day.year < 2019 else (1, 4)
    while day.weekday() not in wanted:
        day += timedelta(days=1)
    return day


def filing_day(first: date, last: date, rng: random.Random) -> date:
    """A working day in the span, later years more often."""
    while True:
        day = first + timedelta(days=int((last - first).days * rng.random() ** 0.8))
        if day.weekday() < 5 and (day.month, day.day) not in {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)}:
            return day


def live(patent: str, filed: date, until: date, rng: random.Random, *, grant: bool = False) -> Life | None:
    """The life of an application filed on that day as known on `until`; None where nothing was published yet.

    `grant` makes an invention one that is granted if there was time for it.
    """
    life = Life(filed)
    if patent == "invention":
        _examine(life, until, rng, grant=grant)
    else:
        lag = rng.randint(95, 300) if patent == "utility_model" else rng.randint(60, 190)
        day = gazette_day(filed + timedelta(days=lag))
        if day <= until:
            _grant(life, day, KIND_CODES[patent])
    if life.granted:
        _maintain(life, until, rng, yearly_loss=0.055 if patent == "invention" else 0.12)
    return life if life.publications else None


def _examine(life: Life, until: date, rng: random.Random, *, grant: bool) -> None:
    early = rng.random() < 0.7
    published = gazette_day(life.filed + timedelta(days=rng.randint(75, 290) if early else rng.randint(540, 560)))
    if published > until:
        return
    life.publications.append(Publication(published, "A"))
    life.enter(PUBLISHED, published)
    examined = gazette_day(published + timedelta(days=rng.randint(15, 30)))
    if examined <= until:
        life.enter(EXAMINED, examined)
    decided = gazette_day(max(published + timedelta(days=120), life.filed + timedelta(days=rng.randint(380, 1450))))
    dice = 0.0 if grant else rng.random()
    if decided > until or dice > 0.9:
        return
    if dice < 0.56:
        _grant(life, decided, "B")
    else:
        life.enter(REFUSED if dice < 0.74 else WITHDRAWN, decided)


def _grant(life: Life, day: date, kind: str) -> None:
    life.granted = day
    life.publications.append(Publication(day, kind))
    life.enter(GRANTED, day)


def _maintain(life: Life, until: date, rng: random.Random, *, yearly_loss: float) -> None:
    """Each anniversary of filing a fee is due; where it stays unpaid the lapse is entered months later."""
    assert life.granted is not None
    for years in range(1, 21):
        due = life.filed + timedelta(days=round(365.25 * years))
        entered = gazette_day(due + timedelta(days=rng.randint(240, 330)))
        if due <= life.granted:
            continue
        if entered > until:
            break
        if rng.random() < yearly_loss:
            life.ended = entered
            life.enter(LAPSED, entered)
            return
    if rng.random() < 0.03:
        entered = gazette_day(life.granted + timedelta(days=rng.randint(40, 700)))
        if entered <= until:
            life.enter(("in_force", rng.choice(UNCHANGED)), entered)
