"""An office with two banners' secrets in it, planted so that they are known again wherever they turn up.

甲 lies in one banner, 乙 in another, 丙 has no known place. What starts with 秘密 was never published, 私址 is an address,
公开 is published: those who may not see a place may meet its 公开 words in a shared clue only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.builders import number, patent, words, write_rows
from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER, person
from tests.contract.planted import plant_all

PLACES = {"甲": BANNER, "乙": OTHER_BANNER, "丙": OFFICE}
TOWNS = {"甲": "内蒙古自治区兴安盟科尔沁右翼前旗", "乙": "内蒙古自治区兴安盟扎赉特旗", "丙": ""}


@dataclass
class World:
    """People by name and what was planted."""

    people: dict[str, Any] = field(default_factory=dict)
    batches: dict[str, Any] = field(default_factory=dict)
    folder: Path = Path()

    def secrets(self, name: str, *, clue: bool = False) -> list[str]:
        """The words this person must never meet; fewer in a clue, which may show published data of others."""
        region = self.people[name].region if name in self.people else None
        hidden = [mark for mark, place in PLACES.items() if region is None or not place.startswith(region)]
        kinds = ("秘密", "私址") if clue and region and region.startswith(OFFICE) else ("秘密", "私址", "公开")
        return [kind + mark for mark in hidden for kind in kinds]

    def sees(self, name: str, *regions: str) -> bool:
        """Whether something of one of these regions is the person's to see."""
        own = self.people[name].region
        return own is not None and any(region.startswith(own) for region in regions)


UPDATE = "盟里更新.csv"  # named by histories, so no word of its name is a planted one
SERIALS = {"甲": 1000, "乙": 2000, "丙": 3000}


def rows_of(mark: str) -> list[dict[str, str]]:
    """Patents of one place: two published, three not; all with marks in every text."""
    rows = []
    for at in range(5):
        public = at < 2
        sign = ("公开" if public else "秘密") + mark
        row = patent(2020, SERIALS[mark] + at)
        row |= {
            "名称": f"{sign}装置{at}",
            "摘要": words(SERIALS[mark] + at) + sign,
            "主权项": f"{sign}权利要求",
            "申请人": f"{sign}机械有限公司",
            "发明人": f"{sign}人",
            "代理人": f"秘密{mark}师",
            "代理机构": f"{sign}代理所",
            "地址": f"{TOWNS[mark]}私址{mark}街{at}号" if TOWNS[mark] else "",
            "公开日": "2021-02-03" if public else "",
            "优先权": sign,
        }
        rows.append(row)
    return rows


def similar(rows: dict[str, list[dict[str, str]]]) -> None:
    """Make pairs across and inside the places: 甲乙 published, 甲乙 unpublished, 甲丙 unpublished, 乙乙."""
    pairs = [("甲", 0, "乙", 0), ("甲", 1, "乙", 2), ("甲", 2, "丙", 2), ("乙", 3, "乙", 4)]
    for seed, (left, i, right, j) in enumerate(pairs):
        for mark, at in ((left, i), (right, j)):
            sign = rows[mark][at]["名称"][:3]
            rows[mark][at]["摘要"] = words(90_000 + seed) + sign


def build(folder: Path) -> World:
    """Import, edit, judge and export as three offices' people would; everything is in the caller's transaction."""
    from xingzhi.core.models import Office

    Office.objects.create(region=OFFICE, name="测试局")
    world = World(folder=folder)
    for name, role, region in (
        ("league", "league_officer", OFFICE),
        ("banner", "banner_officer", BANNER),
        ("neighbour", "banner_officer", OTHER_BANNER),
        ("outsider", "league_officer", ELSEWHERE),
        ("nowhere", "league_officer", None),
    ):
        world.people[name] = person(name, role, region)
    rows = {mark: rows_of(mark) for mark in PLACES}
    similar(rows)
    everything = [row for mark in PLACES for row in rows[mark]]
    bad = [patent(名称=f"秘密{mark}坏行", 申请号="2.02E+12") for mark in PLACES]
    _take(world, "league", "秘密丙总表.csv", everything + bad, source="official_search")
    _others(world)
    _notified(world)
    # A later file renames, so that there are versions; an edit and a weaker source make a conflict in each place.
    for mark in PLACES:
        rows[mark][2]["名称"] = f"秘密{mark}改名"
    _take(world, "league", UPDATE, [rows[mark][2] for mark in PLACES])
    _edit_and_judge(world)
    weak = [rows[mark][3] | {"名称": f"秘密{mark}异说"} for mark in PLACES]
    _take(world, "league", "秘密丙弱.csv", weak, source="commercial_database")
    _decide_on_parties(world)
    _answer_and_report(world)
    plant_all(world)
    _export(world)
    _signal()
    return world


def _take(world: World, who: str, name: str, rows: list[dict[str, str]], **options: Any) -> Any:
    from xingzhi.core import jobs
    from xingzhi.registers.receive import receive_file, start_import

    path = write_rows(world.folder / name, rows)
    batch = receive_file(world.people[who], path, path.name, **options)
    start_import(world.people[who], batch.pk)
    jobs.run_waiting()
    batch.refresh_from_db()
    assert batch.state == "applied", batch.job.error
    assert batch.accepted
    world.batches[name] = batch
    return batch


def _others(world: World) -> None:
    parties = [
        {
            "企业名称": f"秘密{mark}名录有限公司",
            "地址": f"{TOWNS[mark]}私址{mark}路",
            "曾用名": f"秘密{mark}旧名有限公司",
        }
        for mark in PLACES
    ]
    _take(world, "league", "秘密丙名录.csv", parties, source="office_table")
    reports = [
        {"企业名称": f"秘密{mark}年报有限公司", "年报年度": "2023", "参保人数": f"秘密{mark}不公示", "注册资本": f"秘密{mark}美元",
         "经营范围": f"秘密{mark}经营", "住所": f"{TOWNS[mark]}私址{mark}路"}
        for mark in PLACES
    ]  # fmt: skip
    _take(world, "league", "秘密丙年报.csv", reports)
    names = {"甲": "科尔沁右翼前旗", "乙": "扎赉特旗", "丙": "兴安盟"}
    people = [
        {"地区": names[mark], "年份": str(year), "年末常住人口（万人）": "30", "出处": f"秘密{mark}公报"}
        for mark in PLACES
        for year in range(2019, 2026)
    ]
    _take(world, "league", "秘密丙人口.csv", people)
    figures = [
        {"指标": f"秘密{mark}指标", "地区": names[mark], "统计期": "2024-12", "数值": "7", "单位": "件"}
        for mark in PLACES
    ]
    _take(world, "league", "秘密丙官方.csv", figures)
    for who, mark, serial in (("banner", "甲", 5000), ("neighbour", "乙", 6000)):
        place = f"{TOWNS[mark]}私址{mark}街9号"
        own = [patent(2020, serial + at, 名称=f"秘密{mark}自报{at}", 申请人=f"秘密{mark}自报有限公司", 地址=place)
               for at in range(3)]  # fmt: skip
        refused = patent(名称=f"秘密{mark}自报坏行", 申请号="2.02E+12")
        _take(world, who, f"秘密{mark}自报.csv", [*own, refused], source="banner_report")


def _notified(world: World) -> None:
    """Each place has a notified applicant, called once; both banners got their list and one sent it back."""
    from datetime import date

    from xingzhi.cases.matters.contacts import Said, edit_card, record_contact
    from xingzhi.cases.matters.events import record_event
    from xingzhi.cases.matters.models import Card
    from xingzhi.cases.notified import workbook
    from xingzhi.cases.notified.dispatching import dispatch_items
    from xingzhi.cases.notified.models import Returned
    from xingzhi.cases.notified.returning import merge_return

    names = {"甲": "科尔沁右翼前旗", "乙": "扎赉特旗", "丙": ""}
    rows = [
        {"批次": f"秘密{mark}批", "申请号": "CN" + number(2024, SERIALS[mark] + at), "名称": f"秘密{mark}通报{at}",
         "申请人": f"秘密{mark}被通报有限公司", "代理机构": f"秘密{mark}代理所", "涉嫌情形": f"秘密{mark}情形", "地址": f"私址{mark}巷",
         "下发日期": "2026-11-02", "答复截止日期": "2026-12-15", "所属旗县": names[mark]}
        for mark in PLACES
        for at in range(3)
    ]  # fmt: skip
    _take(world, "league", "秘密丙通报.csv", rows)
    found = [{"申请号": rows[at]["申请号"], "处理结果": "维持认定", "结果日期": "2026-11-20", "来源文件": f"秘密{mark}结果"}
             for mark, at in (("甲", 0), ("乙", 3))]  # fmt: skip
    _take(world, "league", "秘密丙结果.csv", found)
    made = dispatch_items(world.people["league"], [BANNER, OTHER_BANNER], date(2026, 12, 10), "联系人")
    for dispatch, mark in zip(made, ("甲", "乙"), strict=True):
        (world.folder / f"秘密{mark}反馈.xlsx").write_bytes(workbook.write(dispatch))
    for who, mark in (("banner", "甲"), ("neighbour", "乙"), ("league", "丙")):
        card = Card.objects.get(name=f"秘密{mark}被通报有限公司")
        last = card.matters.order_by("-key")[0]
        said = Said(date(2026, 11, 21), "call", f"秘密{mark}说的话", f"秘密{mark}人")
        record_contact(world.people[who], card.pk, [last.pk], said, move="promise", proofs=["withdrawal_promise"])
        edit_card(world.people[who], card.pk, contact_name=f"秘密{mark}人", phone="1", address=f"私址{mark}巷",
                  explanation=f"秘密{mark}说明")  # fmt: skip
        record_event(world.people[who], last.pk, "refusal_received", date(2026, 11, 22), f"秘密{mark}")
    from openpyxl import load_workbook

    for who, mark in (("banner", "甲"), ("neighbour", "乙")):
        path = world.folder / f"秘密{mark}反馈.xlsx"
        book = load_workbook(path)
        sheet = book.active
        for column, value in ((2, f"秘密{mark}填"), (4, f"秘密{mark}审"), (6, "2026-11-22")):
            sheet.cell(4, column).value = value
        for row in range(workbook.HEAD_ROW + 2, sheet.max_row + 1):
            for at, value in enumerate(("申诉中", "2026-11-22", "陈述意见及证明材料", f"秘密{mark}陈述")):
                sheet.cell(row, len(workbook.FIXED) + 1 + at).value = value
        book.save(path)
        returned = merge_return(world.people[who], path, path.name)
        assert returned.conflicts.exists()
    assert Returned.objects.count() == 2


def _edit_and_judge(world: World) -> None:
    from xingzhi.cases.actions import judge_clue, judge_cluster
    from xingzhi.cases.cluster_models import Cluster
    from xingzhi.cases.models import Clue
    from xingzhi.core import jobs
    from xingzhi.registers.edit import edit_record
    from xingzhi.registers.models import Patent

    editors = {"甲": "banner", "乙": "neighbour", "丙": "league"}
    for mark, who in editors.items():
        record = Patent.objects.get(application_no=number(2020, SERIALS[mark] + 3))
        edit_record(world.people[who], "patents", record.pk, {"title": f"秘密{mark}手改"}, f"秘密{mark}理由")
    jobs.run_waiting()
    for clue in Clue.objects.filter(screening="similar_applications"):
        regions = set(clue.records.values_list("region", flat=True))
        if regions == {OTHER_BANNER}:
            judge_clue(world.people["neighbour"], clue.pk, "suspected", "秘密乙研判")
        elif regions == {BANNER, OFFICE}:
            cluster = Cluster.objects.get(group=clue.group)
            judge_cluster(world.people["league"], cluster.pk, "unsure", "待查", everything=True)
    # A file waiting for its columns to be confirmed.
    from xingzhi.registers.receive import receive_file

    for who, mark in (("league", "丙"), ("banner", "甲"), ("neighbour", "乙")):
        name = f"秘密{mark}待确认.csv"
        path = write_rows(world.folder / name, [patent(2020, 7000 + ord(mark) % 100, 名称=f"秘密{mark}待确认")])
        world.batches[name] = receive_file(world.people[who], path, name)


def _answer_and_report(world: World) -> None:
    """The league answered a bank and reported what it holds for suspect; a banner reported its own."""
    from xingzhi.cases.models import Clue
    from xingzhi.cases.notified.enquiries import make_enquiry, review_enquiry
    from xingzhi.cases.notified.reports import make_report, send_report

    names = [f"秘密{mark}{kind}有限公司" for mark in PLACES for kind in ("被通报", "名录")]
    enquiry = make_enquiry(world.people["league"], "秘密丙银行", "秘密丙用途", "秘密丙函", names)
    review_enquiry(person("second", "reviewer", OFFICE), enquiry.pk)
    judged = list(Clue.objects.filter(verdict="suspected").values_list("pk", flat=True))
    for who, mark in (("league", "丙"), ("neighbour", "乙")):
        report = make_report(world.people[who], judged, f"秘密{mark}上报")
        send_report(world.people[who], report.pk, f"秘密{mark}厅", report.made_at.date())


def _decide_on_parties(world: World) -> None:
    """Each office keeps two of its parties apart; proposals stand inside each banner and across both."""
    from xingzhi.cases.models import PartyProposal
    from xingzhi.registers.models import Party
    from xingzhi.registers.parties.decidable import common_region
    from xingzhi.registers.parties.decide import keep_apart

    own = {}
    for who, mark in (("banner", "甲"), ("neighbour", "乙"), ("league", "丙")):
        found = Party.objects.filter(
            name__in=(f"秘密{mark}名录有限公司", f"秘密{mark}自报有限公司", f"秘密{mark}机械有限公司")
        )
        own[mark] = list(found.order_by("id"))
        keep_apart(world.people[who], own[mark][0].pk, own[mark][1].pk, f"秘密{mark}分开")
    pairs = [own["甲"], own["乙"], own["丙"], [own["甲"][0], own["乙"][0]]]
    for one, other in (sorted(pair[-2:], key=lambda party: party.pk) for pair in pairs):
        region = common_region((one.region, other.region))
        PartyProposal.objects.create(
            one=one, other=other, region=region, likely="same", bits=9, likelihood=0.998, run=0,
            reasons=[["name", "same_name", 22.3]], rivals=[own["乙"][0].pk],
        )  # fmt: skip


def _export(world: World) -> None:
    from xingzhi.cases.cluster_models import Cluster
    from xingzhi.cases.exports import export_clusters
    from xingzhi.core import jobs
    from xingzhi.core.declare import registers
    from xingzhi.registers.exports import export_register

    for who, mark in (("league", "丙"), ("banner", "甲"), ("neighbour", "乙"), ("outsider", "")):
        for register in registers():
            for format in ("csv", "xlsx"):
                export_register(world.people[who], register.name, {}, format)
        export_clusters(world.people[who], {"state": "open"})
        for cluster in Cluster.objects.visible_to(world.people[who]):
            export_clusters(world.people[who], {}, cluster.pk)
        purpose = f"秘密{mark}用途" if mark else "无"
        export_register(world.people[who], "patents", {"q": "装置"}, "xlsx", unmasked=True, purpose=purpose)
    jobs.run_waiting()


def _signal() -> None:
    """A template over all places and one in each, and linked parties, as the newest runs might have found them."""
    from xingzhi.screening.models import Run
    from xingzhi.screening.signals.contract import Signal, to_table

    shared = [number(2020, SERIALS[mark] + at) for mark in PLACES for at in (0, 4)]
    own = {mark: [number(2020, SERIALS[mark] + at) for at in (1, 2, 3)] for mark in PLACES}
    groups = {shared[0]: ("甲乙丙", shared)} | {keys[0]: (mark, keys) for mark, keys in own.items()}
    for screening in ("masked_templates", "dispersed_filings"):
        signals = [
            Signal(key, 0.5, f"{screening}:{group}", tuple(other for other in keys if other != key),
                   {"texts": len(keys), "skeleton": "".join(f"秘密{mark}骨架" for mark in marks)})
            for group, (marks, keys) in groups.items()
            for key in keys
        ]  # fmt: skip
        run = Run.objects.filter(screening=screening).order_by("-snapshot__revision").first()
        assert run
        run.write(to_table(signals))


def regions_of(clue: Any) -> Iterator[str]:
    """Where the records of a clue lie."""
    return iter(clue.records.values_list("region", flat=True))
