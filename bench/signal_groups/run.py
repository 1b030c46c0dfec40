"""Milliseconds of the pages of grouped signals, over a run in which every application of an office is signalled.

python -m bench.signal_groups.run --signals 100000
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.intake import corpus

LARGEST = 2_000  # members of the largest group; the others fall off as one over their rank
ASKED = 20
SKELETON = "用于〔1〕的装置,包括#个机架,机架与〔2〕转动连接,滚筒长#,转速每分钟#转,〔3〕设于机架一侧" * 8


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--signals", type=int, default=100_000)
    number = parser.parse_args().signals
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XINGZHI_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        people = office(Path(folder), number)
        groups = signalled("masked_templates", number, alone=False)
        signalled("patchwork", number, alone=True)
        print(f"{number:,} signals in {groups:,} groups of at most {LARGEST:,}\n")
        print("| page | who | first ms | median ms | p95 ms |\n|---|---|---|---|---|")
        for name, person in people.items():
            timed(name, person)


def office(folder: Path, number: int) -> dict[str, Any]:
    """An office that took in so many applications, frozen; who sees all of it, and a banner's officer."""
    from bench.intake.run import take_in
    from xingzhi.core import jobs
    from xingzhi.core.jobs import enqueue
    from xingzhi.core.models import Office, Role, User

    Office.objects.create(region="1522", name="bench")
    league = User.objects.create(username="league", role=Role.LEAGUE_OFFICER, region="1522")
    banner = User.objects.create(username="banner", role=Role.BANNER_OFFICER, region="152224")
    path = folder / "patents.csv"
    corpus.write(path, number, seed=13, first_serial=5_000_000)
    take_in(league, path)
    enqueue("snapshot", league, "1522")
    while (run := jobs.claim("bench")) and run.job.kind != "snapshot":
        pass
    assert run
    jobs.perform(run)
    return {"league": league, "banner": banner}


def signalled(screening: str, number: int, *, alone: bool) -> int:
    """A run that signals every application, in groups, or each alone and resting on two others; how many groups."""
    from xingzhi.registers.models import Patent
    from xingzhi.screening.models import Run
    from xingzhi.screening.signals.contract import Signal, to_table
    from xingzhi.snapshots.jobs import latest

    chance = random.Random(7)
    keys = sorted(Patent.objects.values_list("key", flat=True))
    chance.shuffle(keys)
    signals, at, rank = [], 0, 1
    while at < len(keys):
        group = sorted(keys[at : at + max(2, LARGEST // rank)])
        for place, key in enumerate(group):
            partners = (group[0], group[place - 1]) if alone else tuple(group)
            facts = {"texts": len(group), "share": 0.8, "skeleton": SKELETON, "filled": f"{key}；机架；滚筒"}
            signals.append(Signal(key, chance.random(), key if alone else group[0], partners, facts))
        at, rank = at + len(group), rank + 1
    snapshot = latest()
    assert snapshot
    run = Run.objects.create(screening=screening, snapshot=snapshot, pack="bench", program="bench", region="1522")
    run.write(to_table(signals))
    assert len(signals) == number
    return rank - 1


def timed(name: str, person: Any) -> None:
    """The pages as one person gets them; the first asks the files of a run that the later ones keep at hand."""
    from django.test import Client

    from xingzhi.screening.signals import groups

    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    listed = "/clues/signals/?of=masked_templates"
    body = client.get(listed, HTTP_HOST="127.0.0.1").content.decode()
    group = re.search(r'"(/clues/signals/masked_templates/\w+/)"', body)
    assert group
    asked = {
        "groups, largest first": listed,
        "groups by score": f"{listed}&sort=-score",
        "groups with a word": f"{listed}&q=滤网",
        "groups of a banner": f"{listed}&region=152224",
        "patchworks, gathered": "/clues/signals/?of=patchwork",
        "the largest group": group[1],
    }
    for page, address in asked.items():
        groups._members.cache_clear()
        times = []
        for _ in range(ASKED + 1):
            started = time.perf_counter()
            answer = client.get(address, HTTP_HOST="127.0.0.1")
            times.append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, (address, answer.status_code)
        later = sorted(times[1:])
        print(f"| {page} | {name} | {times[0]:.0f} | {statistics.median(later):.0f} | {later[-2]:.0f} |", flush=True)


if __name__ == "__main__":
    main()
