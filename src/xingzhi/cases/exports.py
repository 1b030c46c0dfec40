"""Clusters as a workbook for the office's own use: what the owner may see when it is written, names of people masked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.cluster_models import Cluster, ClusterState
from xingzhi.cases.listing import by_state, filtered
from xingzhi.cases.models import Clue
from xingzhi.cases.seen import Line, Seen, lines, members, pairs
from xingzhi.core.actions import EVERYONE, Act, action
from xingzhi.core.declare import register_named
from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.packs import load
from xingzhi.registers.export_models import Export
from xingzhi.registers.exports import XLSX_ROWS, finished, is_person, shown
from xingzhi.screening.similar_applications.run import SCREENING

CLUSTERS = "clusters"  # what an export of these is called where others name their register
MARK = "内部资料 · 初核疑似，仅供人工核查 · 认定以国家知识产权局决定为准 · 不得外传"
FACTS = ("application_no", "title", "patent_type", "applicants", "filing_date", "legal_status", "legal_status_date",
         "grant_date", "agency", "inventors", "ipc_main", "priority", "parent_application_no")  # fmt: skip
OF_LIST = ("组号", "类型", "件数", "近似对数", "待研判（对）", "申请人数", "最早申请日", "最晚申请日", "属地",
           "先申请的号码", "先申请的名称", "先申请的申请人")  # fmt: skip
OF_PAIRS = ("第一件", "第二件", "相似度（机器计算）", "关系", "研判", "理由", "研判人", "研判时间")
STEP = 500


@action("export_clusters", zh="导出成组线索", en="Export clusters", roles=EVERYONE)
def export_clusters(act: Act, query: Mapping[str, str], cluster_id: int | None = None) -> Export:
    """Ask for a workbook of the list of clusters under its conditions, or of one cluster with its members and pairs."""
    scope = act.user.region
    if scope is None:
        raise ValueError(scope)
    kept = {name: value for name, value in query.items() if value and name != "cursor"}
    if cluster_id is not None:
        kept = {"cluster": str(get_object_or_404(Cluster.objects.visible_to(act.user), pk=cluster_id).pk)}
    export: Export = Export.objects.create(register=CLUSTERS, owner=act.user, region=scope, format="xlsx", query=kept)
    export.job = enqueue("export_clusters", act.user, scope, export=export.pk)
    export.save()
    act.on("export", export.pk, scope, register=CLUSTERS, query=kept)
    return export


@job_kind("export_clusters", zh="导出成组线索", en="Export clusters")
def write_clusters(run: JobRun) -> dict[str, Any]:
    """Write the workbook and say how many rows it holds."""
    export = Export.objects.get(pk=run.params["export"])
    export.path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = export.path.with_suffix(".unfinished")
    book = Book(str(unfinished))
    number = export.query.get("cluster")
    rows = _one(run, book, int(number)) if number else _list(run, book, export.query)
    book.sheet("说明", (), _notes(run, export, rows))
    book.close()
    return finished(run, export, unfinished, rows)


class Book:
    """A workbook each sheet of which begins with the internal mark."""

    def __init__(self, path: str) -> None:
        self.book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
        self.bold = self.book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
        self.mark = self.book.add_format({"bold": True, "font_color": "#B3261E"})

    def sheet(self, name: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
        """Add a sheet; return how many rows it holds."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, MARK, self.mark)
        for column, head in enumerate(heads):
            sheet.write_string(1, column, head, self.bold)
        sheet.set_column(0, 12, 18)
        sheet.freeze_panes(2, 0)
        count = 0
        for count, row in enumerate(rows, 1):
            if count > XLSX_ROWS:
                raise JobFailed("超过一张工作表的行数，请加查询条件分次导出")
            for column, cell in enumerate(row):
                sheet.write_string(count + 1, column, cell[:32_000])
        return count

    def close(self) -> None:
        """Write the file."""
        self.book.close()


def _notes(run: JobRun, export: Export, rows: int) -> list[tuple[str, str]]:
    return [
        ("内容", "一组近似申请" if "cluster" in export.query else "近似申请组清单"),
        ("筛选", "；".join(f"{name}={value}" for name, value in export.query.items()) or "全部"),
        ("导出时间", timezone.localtime().strftime("%Y-%m-%d %H:%M")),
        ("导出人", run.owner.display_name),
        ("个人信息", "已脱敏"),
        ("行数", str(rows)),
        ("规则包", load().ref(SCREENING)),
    ]


def _list(run: JobRun, book: Book, query: Mapping[str, str]) -> int:
    """The list of clusters as it stands under its conditions."""
    state = query.get("state", ClusterState.OPEN.value)
    found = by_state(run.owner, filtered(run.owner, query)).get(state, Cluster.objects.none())

    def rows() -> Iterable[list[str]]:
        done = 0
        for some in _steps(found.order_by("-size", "-id").iterator(chunk_size=STEP)):
            yield from (_line(line) for line in lines(run.owner, some))
            done += len(some)
            run.progress(done, 0, f"已写 {done} 行")

    return book.sheet("近似申请组", OF_LIST, rows())


def _steps(clusters: Iterable[Cluster]) -> Iterable[list[Cluster]]:
    some: list[Cluster] = []
    for cluster in clusters:
        some.append(cluster)
        if len(some) == STEP:
            yield some
            some = []
    if some:
        yield some


def _line(line: Line) -> list[str]:
    cluster, first = line.cluster, line.lead[0]
    told = [_kinds([cluster.heading]), str(cluster.applicants), _day(cluster.first_filed), _day(cluster.last_filed)]
    kind, applicants, earliest, latest = told if line.told else [""] * 4
    places = "、".join(load().regions.full_name(region) for region in line.regions)
    return [str(cluster.pk), kind, str(cluster.size), str(cluster.pairs), str(line.waiting), applicants, earliest, latest,
            places, first.key, *(_cell(first, name) for name in ("title", "applicants"))]  # fmt: skip


def _one(run: JobRun, book: Book, number: int) -> int:
    """One cluster: its members and its pairs."""
    cluster = get_object_or_404(Cluster.objects.visible_to(run.owner), pk=number)
    found = members(run.owner, cluster)
    register = register_named("patents")
    heads = ["序号", *(register[name].zh for name in FACTS), "属地"]
    names = load().regions
    rows = book.sheet("成员", heads, (
        [str(place), each.key, *(_cell(each, name) for name in FACTS[1:]), names.full_name(each.region)]
        for place, each in enumerate(found, 1)
    ))  # fmt: skip
    told = {each.key for each in found if each.row is not None}
    clues = pairs(run.owner, cluster).prefetch_related("records", "judgements__officer")
    return rows + book.sheet("近似对", OF_PAIRS, (_pair(clue, told) for clue in clues.iterator(chunk_size=STEP)))


def _pair(clue: Clue, told: set[str]) -> list[str]:
    keys = sorted(record.key for record in clue.records.all())
    last = max(clue.judgements.all(), key=lambda each: each.pk, default=None)
    known = told.issuperset(keys)
    said = (
        [last.reason, last.officer.display_name, f"{timezone.localtime(last.at):%Y-%m-%d %H:%M}"] if last else [""] * 3
    )
    return [*keys, f"{clue.score:.3f}", _kinds(clue.kinds.strip("|").split("|")) if known else "",
            str(clue.get_verdict_display()), *said]  # fmt: skip


def _kinds(codes: Iterable[str]) -> str:
    screening = load().screening(SCREENING)
    found = (screening.kind(code) for code in codes)
    return "；".join(kind.label("zh") for kind in found if kind)


def _cell(seen: Seen, name: str) -> str:
    column = register_named("patents")[name]
    return shown(column, seen[name], unmasked=False, person=seen.row is not None and is_person(seen.row))


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
