"""A named officer's word on what a machine proposed of one application: it makes the clue, and the reason stays with it."""

from __future__ import annotations

from collections.abc import Set

import pyarrow.parquet as pq

from xingzhi.cases.actions import judge_clue
from xingzhi.cases.collect import Found, collect
from xingzhi.cases.models import Clue, Judgement
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.screening.signals.reading import Shown, allowed, latest, newest


class NoSignal(LookupError):
    """The newest run holds no such signal of the application that the person may see."""


def found_of(key: str, shown: Shown) -> Found:
    """A signal on its way to becoming a clue."""
    limb = shown.settings.limbs[0].code if shown.settings.limbs else ""
    evidence = {
        "facts": dict(shown.facts), "partners": list(shown.partners), "missing": list(shown.missing),
        "limb": limb, "group": shown.group,
    }  # fmt: skip
    return Found("patents", (key,), limb, key, shown.score, about=shown.group[:200], evidence=evidence)


@action("judge_signal", zh="研判信号", en="Judge a signal")
def judge_signal(act: Act, key: str, screening: str, group: str, verdict: str, reason: str) -> Judgement:
    """Judge what a screening said of an application; only then is it a clue. Raises `NoSignal`, and as `judge_clue`."""
    shown = next((s for s in latest(key, act.user) if (s.screening, s.group) == (screening, group)), None)
    if shown is None:
        raise NoSignal(key)
    found = found_of(key, shown)
    collect(screening, shown.run.pk, [found])
    clue = Clue.objects.get(key=found.clue_key(screening))
    judgement = judge_clue(act.user, clue.pk, verdict, reason)
    act.on("clue", clue.pk, act.user.region or "", screening=screening, key=key, verdict=verdict)
    return judgement


@action("look_at_links", zh="查看关联信号", en="Look at links between parties")
def look_at_links(act: Act, key: str, purpose: str) -> None:
    """Write down why somebody looks at how parties hang together; raises `ValueError` without a purpose."""
    if not purpose.strip():
        raise ValueError("purpose")
    act.on("patents", key, act.user.region or "", purpose=purpose.strip()[:300])


@action("look_at_group", zh="查看关联信号组", en="Look at a group of linked parties")
def look_at_group(act: Act, screening: str, group: str, purpose: str) -> None:
    """Write down why somebody looks at a group of parties that hang together, named as in its address.

    Raises `ValueError` without a purpose, `NoSignal` where its signals are not for the person.
    """
    if not allowed(screening, act.user):
        raise NoSignal(screening)
    if not purpose.strip():
        raise ValueError("purpose")
    act.on("signal_group", group, act.user.region or "", screening=screening, purpose=purpose.strip()[:300])


def judged(key: str, user: User) -> dict[tuple[str, str], Clue]:
    """The clues officers made of an application's signals, by screening and group."""
    clues = Clue.objects.visible_to(user).filter(group=key)
    return {(clue.screening, clue.evidence.get("group", "")): clue for clue in clues}


def signalled(screening: str, user: User, among: Set[str]) -> set[str]:
    """Which of the applications `among`, all of which the person may see, a screening's newest run signals."""
    run = newest(screening, user)
    return set() if run is None else set(pq.read_table(run.path, columns=["key"])["key"].to_pylist()) & among
