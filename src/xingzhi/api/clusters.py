"""Clusters: records that hang together by the pairs of a screening, and judging many pairs at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema, Status

from xingzhi.api.clues import RecordOut, record_out
from xingzhi.api.paging import NEWEST_FIRST, Paging, listing, page_of
from xingzhi.api.problems import fault
from xingzhi.api.saying import both, operation
from xingzhi.cases.actions import NothingChosen, ReasonMissing, judge_cluster
from xingzhi.cases.cluster_models import Cluster, ClusterState
from xingzhi.cases.listing import LARGEST_FIRST, by_state, filtered
from xingzhi.cases.models import ClusterJudgement, Verdict
from xingzhi.cases.seen import Line, lines

router = Router(tags=["clues"])


class ClusterOut(Schema):
    """A cluster. What it says of its members as a whole is empty where one of them may not be told of."""

    id: int
    screening: str
    size: int = Field(description=both("记录数", "How many records"))
    pairs: int = Field(description=both("线索数", "How many clues"))
    waiting: int = Field(description=both("待研判的线索数", "How many of them wait"))
    state: ClusterState = Field(description=both("研判到哪一步", "Whether something waits"))
    score: float = Field(description=both("最像一对的相似度", "Likeness of the most alike pair"))
    heading: str = Field(description=both("属于哪一种", "Of which kind"))
    applicants: int | None = Field(None, description=both("申请人数", "How many applicants"))
    first_filed: date | None = None
    last_filed: date | None = None


class ClusterConditions(Paging):
    """Which clusters; the conditions of the page."""

    state: ClusterState = Field(ClusterState.OPEN, description=both("研判到哪一步", "Whether something waits"))
    q: str = Field(
        "", max_length=200, description=both("记录的号码、名称或申请人", "Number, title or applicant of a record")
    )
    kind: str = Field("", max_length=40, description=both("属于哪一种", "Of which kind"))
    size_of: Literal["2", "3-5", "6-20", "21-"] | None = Field(None, description=both("多少件", "How many records"))
    region: str = Field(
        "", pattern=r"^[0-9]{0,12}$", description=both("区划代码的前缀", "A prefix of the division code")
    )


class ClusterJudgementOut(Schema):
    """What was said of many pairs at once."""

    verdict: Verdict
    reason: str
    note: str
    officer: str
    at: datetime
    clues: list[int] = Field(description=both("给了哪些线索", "The clues it was given to"))

    @staticmethod
    def resolve_officer(judgement: ClusterJudgement) -> str:
        """The officer's name."""
        return judgement.officer.display_name


class ClusterJudgementIn(Schema):
    """What is said, and of which pairs: those named, those between two members, or all that wait."""

    verdict: Verdict = Field(description=both("疑似、排除、待定", "suspected, dismissed, unsure"))
    reason: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$", description=both("理由", "Why"))
    note: str = Field("", max_length=1000, pattern=r"^[^\x00]*$", description=both("备注", "A note"))
    clues: list[int] = Field([], max_length=10_000, description=both("线索的编号", "Numbers of clues"))
    members: list[str] = Field([], max_length=10_000, description=both("记录的键；取两件之间的线索", "Keys of records"))
    everything: bool = Field(False, description=both("全部待研判的", "All that wait"))
    again: bool = Field(False, description=both("研判过的也再判", "Those judged before as well"))


Clusters = listing("cluster_list", ClusterOut)
Members = listing("cluster_member_list", RecordOut)


@router.get("", response=Clusters, **operation("list_clusters", "成组线索，大的在前", "Clusters, largest first"))
def list_clusters(request: HttpRequest, asked: Query[ClusterConditions]) -> dict[str, Any]:
    """Clusters with a member in the caller's region."""
    query = {"q": asked.q, "kind": asked.kind, "region": asked.region, "size": asked.size_of or ""}
    mine = by_state(request.user, filtered(request.user, query))[asked.state]
    made = page_of(mine, LARGEST_FIRST, asked)
    return {"rows": [cluster_out(line) for line in lines(request.user, made.rows)], "next": made.following}


@router.get("/{int:cluster_id}", response=ClusterOut, **operation("get_cluster", "一组线索", "One cluster"))
def get_cluster(request: HttpRequest, cluster_id: int) -> dict[str, Any]:
    """One cluster."""
    [line] = lines(request.user, [_cluster(request, cluster_id)])
    return cluster_out(line)


@router.get(
    "/{int:cluster_id}/members",
    response=Members,
    by_alias=True,
    **operation("list_cluster_members", "一组线索的记录", "Records of a cluster"),
)
def members(request: HttpRequest, cluster_id: int, asked: Query[Paging]) -> dict[str, Any]:
    """The members, those of other regions by what may be told of them."""
    made = page_of(_cluster(request, cluster_id).members.all(), NEWEST_FIRST, asked)
    return {"rows": [record_out(request, member) for member in made.rows], "next": made.following}


@router.post(
    "/{int:cluster_id}/judgements",
    response={201: ClusterJudgementOut},
    **operation(
        "judge_cluster", "成组研判", "Judge pairs of a cluster",
        both("每一对各记一笔；依法允许的只在指名时研判", "Each pair gets its own; lawful ones only where named"),
        openapi_extra={"x-problems": ["read-only-token"]},
    ),
)  # fmt: skip
def judge(request: HttpRequest, cluster_id: int, said: ClusterJudgementIn) -> Any:
    """Record one judgement of many pairs in the caller's name."""
    try:
        return Status(201, judge_cluster(request.user, cluster_id, **said.dict()))
    except ReasonMissing as missing:
        raise fault("body", "reason", gettext("请写明理由")) from missing
    except NothingChosen as nothing:
        raise fault("body", "clues", gettext("没有选中待研判的线索")) from nothing
    except ValueError as unfit:
        raise fault("body", "verdict", gettext("这一种线索没有这个结果")) from unfit


def _cluster(request: HttpRequest, cluster_id: int) -> Cluster:
    found: Cluster = get_object_or_404(Cluster.objects.visible_to(request.user), pk=cluster_id)
    return found


def cluster_out(line: Line) -> dict[str, Any]:
    """A cluster as the caller may see it: "the same applicant" would tell who filed what is not published."""
    names = ("id", "screening", "size", "pairs", "state", "score")
    told = ("heading", "applicants", "first_filed", "last_filed") if line.told else ()
    found = {name: getattr(line.cluster, name) for name in (*names, *told)}
    return {"heading": "", "waiting": line.waiting} | found
