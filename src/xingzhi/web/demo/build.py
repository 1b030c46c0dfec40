"""The demonstration: a sample office is built, its files go through the product, and what is found is held against
the key that the sample keeps beside its files."""

from __future__ import annotations

import json
import os
import socket
from collections import Counter
from pathlib import Path
from typing import Any

from xingzhi.core.start import start
from xingzhi.web.demo.bad_faith import search
from xingzhi.web.demo.collection import collect
from xingzhi.web.demo.field import check_signs
from xingzhi.web.demo.files import import_crosswalk, import_files
from xingzhi.web.demo.papers import papers
from xingzhi.web.demo.plan import plan
from xingzhi.web.demo.summaries import summarise

PASSWORD = "xingzhi-demo-2026"  # noqa: S105 - of a sample office on this machine only
PEOPLE = (
    ("admin", "administrator", "", "系统管理员"),
    ("league", "league_officer", "", "盟市经办"),
    ("reviewer", "reviewer", "", "审核人"),
    ("banner", "banner_officer", "152201", "旗县经办"),
)


def build() -> None:
    """Build the sample office unless it stands already, and print what was found beside the key."""
    start(migrate=True)
    from django.conf import settings

    from xingzhi.core.models import User

    folder = Path(settings.HOME) / "office"
    key_file = folder / "hidden_key.json"
    if not key_file.exists():
        from xingzhi.sample.build import write_office

        print("写示例文件（人物、企业、专利均为虚构）…", flush=True)
        write_office(folder)
    key = json.loads(key_file.read_text("utf-8"))
    if not User.objects.filter(username="admin").exists():
        _people(key)
    import_files(folder, key)
    import_crosswalk(folder)
    collect()
    plan()
    summarise()
    _release(key)
    papers()
    check_signs(key)
    _report(key)


def _people(key: dict[str, Any]) -> None:
    from xingzhi.core.models import Role, User
    from xingzhi.core.office import add_person, set_up_office

    path = key["office"]["path"]
    admin = User(username="admin", role=Role.ADMINISTRATOR, region=path, first_name="系统管理员")
    admin.set_password(PASSWORD)
    admin.save()
    set_up_office(admin, path, f"{key['office']['name']}知识产权局（示例）")
    for username, role, region, name in PEOPLE[1:]:
        add_person(admin, username=username, password=PASSWORD, role=role, region=region or path, full_name=name)


def _release(key: dict[str, Any]) -> None:
    from datetime import date

    from xingzhi.web.demo.release import build_releases

    build_releases(date.fromisoformat(key["until"]))


def _report(key: dict[str, Any]) -> None:
    from xingzhi.cases.models import Clue
    from xingzhi.core.log import verify
    from xingzhi.packs import load
    from xingzhi.screening.similar_applications.run import SCREENING
    from xingzhi.snapshots.jobs import latest

    packs, snapshot = load(), latest()
    assert snapshot is not None
    found = {tuple(sorted(c.key.split("|")[2:])): c for c in Clue.objects.filter(screening=SCREENING, current=True)}
    planted = {tuple(sorted((_key(p["left"]), _key(p["right"])))): p for p in key["similar"]["near"]}
    lawful_codes = {rule.code for rule in packs.screening(SCREENING).lawful_rules}
    lawful = sum(found[pair].relation in lawful_codes for pair in planted if pair in found)
    print(f"\n快照 {snapshot.label}：{ {name: total['rows'] for name, total in snapshot.totals.items()} }")
    print(
        f"近似申请：找到 {len(found)} 对；答案 {len(planted)} 对，全部找到 {len(planted.keys() & found.keys())}，"
        f"多出 {len(found.keys() - planted.keys())}；其中依法同日申请 {lawful} 对"
        f"（应 {sum(p['lawful'] for p in planted.values())}）"
    )
    _figures(key, packs, snapshot)
    _notified(key)
    _beyond_capacity(key)
    search(key)
    verdict = verify()
    print(f"操作日志 {verdict.entries} 条，{'完整' if verdict.sound else '不完整'}")
    print(
        f"\n登录 / log in:  league / {PASSWORD}（盟市）   banner / {PASSWORD}（{packs.regions.name('152201')}）"
        f"   admin / {PASSWORD}\n看哪里 / where to look: 今日 → 非正常（按申请人办、派发、月报）→ 线索（文字并排）"
        "→ 指标（点数字到专利）→ 发布（公报和修订、年终总结稿）→ 计划（任务台账、总结报送）"
        "→ 商标（恶意申请、品牌培育、现场核对）→ 收文入库（下载退回的行）",
        flush=True,
    )


def _key(number: str) -> str:
    return number.removeprefix("CN")


def _figures(key: dict[str, Any], packs: Any, snapshot: Any) -> None:
    from datetime import date

    from xingzhi.indicators.measure import Measure
    from xingzhi.indicators.query import Cell, Span

    measure = Measure(packs.indicators["valid_inventions_per_10000"], packs, snapshot)
    for figure in key["figures"]["valid_inventions"]:
        at = date.fromisoformat(figure["at"])
        print(f"每万人口发明专利拥有量 {at}（应）：", end="")
        shown = []
        for path, expected in figure["regions"].items():
            value = measure.value(Cell(path, Span(at, at)))
            shown.append(f"{packs.regions.name(path)} {value.value}（{expected['per_10000']}）")
        print("，".join(shown), flush=True)
    at = date.fromisoformat(key["until"])
    cell = Cell(key["office"]["path"], Span(at, at))
    shown = []
    for name, title in (("family", "海外同族"), ("award", "国家级奖"), ("sei", "示例产业"), ("inventions", "五类合计")):
        found = Measure(packs.indicators[f"high_value_{name}"], packs, snapshot).value(cell)
        expected = key["figures"]["high_value"].get(name, "不设答案")
        shown.append(f"{title} {found.value}（{expected}），未知 {found.unknown}")
    print(f"高价值发明专利 {at}（应）：{'；'.join(shown)}", flush=True)


def _notified(key: dict[str, Any]) -> None:
    from xingzhi.cases.matters.models import Card, Matter, Word

    expected = key["notified"]
    counts = (("notified", "通报", Matter.objects.count()), ("applicants", "申请人", Card.objects.count()),
              ("decided", "国家局已有结论", Matter.objects.filter(word=Word.NATIONAL).count()))  # fmt: skip
    print(
        "非正常申请核查（应）：" + "，".join(f"{label} {n}（{expected[name]}）" for name, label, n in counts),
        flush=True,
    )


def _beyond_capacity(key: dict[str, Any]) -> None:
    from xingzhi.cases.signals import signalled
    from xingzhi.core.models import User
    from xingzhi.registers.models import Patent

    every = {patent.key: patent for patent in Patent.objects.all()}
    told = Counter(
        (every[found].applicants.split("; ")[0], every[found].filing_date.year)
        for found in signalled("beyond_capacity", User.objects.get(username="league"), every.keys())
    )
    expected = {(each["name"], each["year"]): each["filings"] for each in key["beyond_capacity"]}
    print(
        f"申请量与参保人数不符（应）：{sum(told[case] == count for case, count in expected.items())} 家"
        f"（{len(expected)}），多出 {len(told.keys() - expected.keys())} 家",
        flush=True,
    )


def free_port(host: str, wanted: int) -> int:
    """The port wanted, or the next one nobody listens on."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port from {wanted}")


def demo_home() -> str:
    """Where the demonstration lives unless XINGZHI_HOME says otherwise."""
    return os.environ.get("XINGZHI_HOME", str(Path("var/demo").resolve()))
