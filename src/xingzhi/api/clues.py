"""Clues: findings that wait for a person, the records they speak of, and judging them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema, Status

from xingzhi.api.paging import Paging, listing, page_of
from xingzhi.api.problems import fault
from xingzhi.api.saying import both, operation
from xingzhi.api.values import cell, columns, told
from xingzhi.cases.actions import NotTaken, ReasonMissing, judge_clue
from xingzhi.cases.models import CONFLICTS, Clue, ClueRecord, Judgement, Verdict
from xingzhi.cases.sections import SECTIONS, sections, untold
from xingzhi.core.declare import register_named
from xingzhi.core.office import sees_all
from xingzhi.core.scope import region_within
from xingzhi.registers.exports import is_person
from xingzhi.registers.listing import Order
from xingzhi.registers.models import MODELS
from xingzhi.screening.similar_applications.run import SCREENING

router = Router(tags=["clues"])
MOST_ALIKE_FIRST = Order("score", descending=True)
Section = Literal["open", "suspected", "unsure", "dismissed", "kept", "taken", "lawful", "gone"]
assert get_args(Section) == SECTIONS


class RecordOut(Schema):
    """A record a clue speaks of. Of another region's it says number, owner, and what is published."""

    register_name: str = Field(alias="register")
    key: str
    region: str
    own: bool = Field(description=both("是否在您的地区", "Whether it lies in the caller's region"))
    id: int | None = Field(None, description=both("本地区记录的编号", "Number of the record, where it is one's own"))
    values: dict[str, Any] = Field(description=both("可以告诉您的内容", "What may be told of it"))


class JudgementOut(Schema):
    """What an officer said, and how alike the machine had found it then."""

    verdict: Verdict
    reason: str
    officer: str
    at: datetime
    score: float | None = None

    @staticmethod
    def resolve_officer(judgement: Judgement) -> str:
        """The officer's name."""
        return judgement.officer.display_name


class ClueOut(Schema):
    """A finding over one or more records."""

    id: int
    screening: str
    relation: str = Field(description=both("记录之间的关系；含外地未公布记录时为空",
                                           "How the records stand to each other; empty where one may not be told"))  # fmt: skip
    score: float | None = Field(None, description=both("相似度；机器算的", "Likeness, as computed"))
    verdict: Verdict = Field(description=both("研判结果；空为待研判", "The judgement; empty where it waits"))
    current: bool = Field(description=both("最近一次筛查是否仍有", "Whether the latest run found it again"))
    first_seen: datetime
    records: list[RecordOut]
    kinds: list[str] = Field(description=both("属于哪几种；同样可能为空", "All its kinds; empty likewise"))
    evidence: dict[str, Any] = Field(
        description=both("来源冲突：保留的与另一来源的说法", "Of a conflict: what was kept and offered")
    )


class ClueWhole(ClueOut):
    """A clue with what was said of it, newest first."""

    judgements: list[JudgementOut]


class ClueConditions(Paging):
    """Which clues; as on the page, those of one screening that wait unless told otherwise."""

    screening: Literal["similar_applications", "rewritten_applications", "source_conflict"] = Field(
        SCREENING, description=both("哪一种筛查", "Which screening")
    )
    section: Section = Field("open", description=both("页面上的哪一栏", "Which section of the page"))
    region: str = Field(
        "", pattern=r"^[0-9]{0,12}$", description=both("区划代码的前缀", "A prefix of the division code")
    )
    kind: str = Field("", max_length=40, description=both("近似申请：属于哪一种", "Of pairs: of which kind"))


class JudgementIn(Schema):
    """What is said of a clue."""

    verdict: Verdict = Field(description=both("近似申请：疑似、排除、待定；来源冲突：保留、采用、待定",
                                           "Of a pair suspected, dismissed, unsure; of a conflict kept, taken, unsure"))  # fmt: skip
    reason: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$", description=both("理由", "Why"))


Clues = listing("clue_list", ClueOut)


@router.get(
    "", response=Clues, by_alias=True, **operation("list_clues", "线索的清单，最像的在前", "Clues, most alike first")
)
def list_clues(request: HttpRequest, asked: Query[ClueConditions]) -> dict[str, Any]:
    """Clues with a record in the caller's region."""
    mine = Clue.objects.visible_to(request.user).filter(screening=asked.screening)
    if asked.region:
        here = ClueRecord.objects.visible_to(request.user).filter(region_within(asked.region))
        mine = mine.filter(pk__in=here.values("clue"))
    if asked.kind:
        mine = mine.filter(kinds__contains=f"|{asked.kind}|")
        mine = mine if sees_all(request.user) else mine.exclude(untold(request.user))
    made = page_of(sections(mine, request.user)[asked.section].prefetch_related("records"), MOST_ALIKE_FIRST, asked)
    return {"rows": [clue_out(request, clue) for clue in made.rows], "next": made.following}


@router.get("/{int:clue_id}", response=ClueWhole, by_alias=True, **operation("get_clue", "一条线索", "One clue"))
def get_clue(request: HttpRequest, clue_id: int) -> dict[str, Any]:
    """One clue with its judgements."""
    found = get_object_or_404(Clue.objects.visible_to(request.user), pk=clue_id)
    said = Judgement.objects.visible_to(request.user).filter(clue=found).select_related("officer").order_by("-id")
    return clue_out(request, found) | {"judgements": list(said)}


@router.post(
    "/{int:clue_id}/judgements",
    response={201: JudgementOut},
    **operation(
        "judge_clue", "研判一条线索", "Judge a clue",
        both("另记一笔，原来的留着；相似度不变", "Added beside earlier ones; the score stays as it is"),
        openapi_extra={"x-problems": ["read-only-token"]},
    ),
)  # fmt: skip
def judge(request: HttpRequest, clue_id: int, said: JudgementIn) -> Any:
    """Record a judgement in the caller's name."""
    try:
        return Status(201, judge_clue(request.user, clue_id, said.verdict, said.reason))
    except ReasonMissing as missing:
        raise fault("body", "reason", gettext("请写明理由")) from missing
    except NotTaken as refused:
        raise fault("body", "verdict", gettext("另一来源的值不能写入台账")) from refused
    except ValueError as unfit:
        raise fault("body", "verdict", gettext("这一种线索没有这个结果")) from unfit


def clue_out(request: HttpRequest, clue: Clue) -> dict[str, Any]:
    """A clue as the caller may see it."""
    made = [record_out(request, record) for record in sorted(clue.records.all(), key=lambda record: record.key)]
    told_of = all(each["own"] or each["values"] for each in made)
    names = ("id", "screening", "score", "verdict", "current", "first_seen")
    return {name: getattr(clue, name) for name in names} | {
        # "The same applicant" would tell who filed what is not published.
        "relation": clue.relation if told_of else "",
        "kinds": clue.kinds.strip("|").split("|") if told_of and clue.kinds else [],
        "records": made,
        "evidence": evidence(request, clue) if clue.screening == CONFLICTS else {},
    }


def record_out(request: HttpRequest, record: ClueRecord) -> dict[str, Any]:
    """A record of a clue: all of one's own, of another region's only what is published."""
    register, model = register_named(record.register), MODELS[record.register]
    own = model.objects.visible_to(request.user).filter(key=record.key).first()
    row = own or model.objects.filter(key=record.key).first()
    among = columns(register)
    if own is None:
        among = [column for column in among if column.public] if row is not None and row.published else []
    return {
        "register": record.register,
        "key": record.key,
        "region": record.region,
        "own": own is not None,
        "id": own.pk if own else None,
        "values": told(row, among) if among else {},
    }


def evidence(request: HttpRequest, clue: Clue) -> dict[str, Any]:
    """What two sources say of a field, masked like the field itself."""
    record = clue.records.first()
    if record is None:
        return {}
    column = register_named(record.register)[clue.relation]
    row = MODELS[record.register].objects.visible_to(request.user).filter(Q(key=record.key)).first()
    person = row is None or is_person(row)
    masked = {side: cell(column, clue.evidence.get(side, ""), person=person) for side in ("kept", "offered")}
    return {name: clue.evidence.get(name, "") for name in ("kept_source", "offered_source")} | masked
