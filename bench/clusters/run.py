"""Clusters of a hundred thousand pairs: made, asked for as pages, and judged at once.

python -m bench.clusters.run
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

LETTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
PLACES = ("兴安盟科尔沁右翼前旗", "兴安盟扎赉特旗", "兴安盟突泉县", "兴安盟乌兰浩特市")
SIZES = {300: 1, 100: 1, 60: 20, 3: 5_000, 2: 5_000}  # members of a cluster -> how many such clusters
HEADINGS = ("申请号", "名称", "申请人", "申请日", "地址", "公开日", "摘要")


def rows() -> Iterator[tuple[str, ...]]:
    """Patents whose texts make the clusters, spread over four banners; every second one is published."""
    from xingzhi.sample.numbers import application_check

    dice, serial = random.Random(7), 0
    for size, count in SIZES.items():
        for cluster in range(count):
            text = "".join(dice.choices(LETTERS, k=200))
            for member in range(size):
                serial += 1
                digits = f"20201{serial:07d}"
                filed = f"2020-{1 + member % 12:02d}-{1 + serial % 28:02d}"
                place = f"内蒙古自治区{PLACES[(cluster + (member % 5 == 0)) % 4]}街{serial}号"
                public = "2021-05-06" if serial % 2 else ""
                yield (f"CN{digits}.{application_check(digits)}", f"一种装置{serial}", f"示例{cluster % 900}号机械有限公司",
                       filed, place, public, text[:90] + f"第{member}种" + text[90:])  # fmt: skip


def main() -> None:
    """Take the patents in, let everything follow, ask for the pages, and print Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XINGZHI_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        league, banner = _people()
        _taken_in(Path(folder), league)
        _pages(league, banner)
        _judged(league)


def _people() -> tuple[Any, Any]:
    from xingzhi.core.models import Office, Role, User

    Office.objects.create(region="1522", name="bench")
    league = User.objects.create(username="league", role=Role.LEAGUE_OFFICER, region="1522")
    return league, User.objects.create(username="banner", role=Role.BANNER_OFFICER, region="152221")


def _taken_in(folder: Path, user: Any) -> None:
    from xingzhi.cases.cluster_models import Cluster
    from xingzhi.cases.models import Clue
    from xingzhi.core import jobs
    from xingzhi.core.models import Job
    from xingzhi.registers.receive import receive_file, start_import

    path = folder / "patents.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADINGS, *rows()])
    start_import(user, receive_file(user, path, path.name).pk)
    jobs.run_waiting()
    job = Job.objects.get(kind="collect_clues")
    assert job.state == "done", job.error
    seconds = (job.finished_at - job.started_at).total_seconds()
    print(f"{Clue.objects.count():,} pairs in {Cluster.objects.count():,} clusters, made in {seconds:.0f} s")
    again = jobs.enqueue("collect_clues", user, "1522", run=job.params["run"])
    jobs.run_waiting()
    again.refresh_from_db()
    print(f"made again, nothing new: {(again.finished_at - again.started_at).total_seconds():.0f} s")


def _pages(league: Any, banner: Any) -> None:
    from django.test import Client

    from xingzhi.cases.cluster_models import Cluster

    largest, second = Cluster.objects.order_by("-size")[:2]
    asked = {
        "list": "/clues/clusters/",
        "of one kind": "/clues/clusters/?kind=same_applicant",
        "of one banner": "/clues/clusters/?region=152223",
        "of 3 to 5 members": "/clues/clusters/?size=3-5",
        "of one applicant": "/clues/clusters/?q=示例7号机械",
        "pairs, list": "/clues/",
        "pairs, of one kind": "/clues/?kind=several_applicants",
        f"cluster of {second.size}, {second.pairs:,} pairs": f"/clues/clusters/{second.pk}/",
        f"cluster of {largest.size}, {largest.pairs:,} pairs": f"/clues/clusters/{largest.pk}/",
    }
    print("\n| page | league officer, median ms | banner officer, median ms |\n|---|---|---|")
    clients = []
    for user in (league, banner):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    for name, address in asked.items():
        print(f"| {name} | {' | '.join(f'{_median(_asked(client, address)):.0f}' for client in clients)} |")


def _asked(client: Any, address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(address, HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200, (address, answer.status_code)

    return ask


def _median(work: Callable[[], None], times: int = 7) -> float:
    measured = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        measured.append((time.perf_counter() - started) * 1000)
    return statistics.median(measured)


def _judged(league: Any) -> None:
    from xingzhi.cases.actions import judge_cluster
    from xingzhi.cases.cluster_models import Cluster
    from xingzhi.cases.models import Judgement
    from xingzhi.core import jobs

    for size in (100, 300):
        cluster = Cluster.objects.get(size=size)
        started = time.perf_counter()
        judge_cluster(league, cluster.pk, "unsure", "bench", everything=True)
        answered = time.perf_counter() - started
        jobs.run_waiting()
        done = time.perf_counter() - started
        made = Judgement.objects.filter(clue__group=cluster.group).count()
        print(f"\n{made:,} pairs judged at once: answered after {answered:.1f} s, recorded after {done:.1f} s")


if __name__ == "__main__":
    main()
