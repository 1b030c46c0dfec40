"""Search for earlier marks by name, as the page does."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from xingzhi.api.problems import fault
from xingzhi.api.saying import both, operation
from xingzhi.packs import load
from xingzhi.registers.exports import shown
from xingzhi.registers.models import MODELS
from xingzhi.screening.mark_search.asked import LONGEST, read
from xingzhi.screening.mark_search.finding import Hit, find
from xingzhi.screening.mark_search.marks import REGISTER
from xingzhi.screening.mark_search.store import state

router = Router(tags=["marks"])
MOST = 200


class MarkConditions(Schema):
    """What is searched for, and what the answer is narrowed to."""

    q: str = Field(min_length=1, max_length=LONGEST, description=both("商标名称", "The name"))
    goods: str = Field(
        "", max_length=1000, description=both("类别、类似群或商品名称", "Classes, groups or names of goods")
    )
    relation: str = Field("all", pattern="^(same|other|all)$", description=both("商品关系", "How the goods stand"))
    classes: str = Field("", max_length=200, description=both("只看这些国际分类", "Only these classes"))
    group: str = Field("", max_length=400, description=both("只看这些类似群", "Only these groups"))
    status: str = Field("", max_length=30, description=both("商标状态的代码", "Code of a status"))
    applicant: str = Field("", max_length=200, description=both("申请人名称的一部分", "Part of the applicant's name"))
    region: str = Field(
        "", pattern=r"^[0-9]{0,12}$", description=both("区划代码的前缀", "A prefix of the division code")
    )
    filed_from: date | None = Field(None, description=both("申请日起", "Filed from"))
    filed_to: date | None = Field(None, description=both("申请日止", "Filed until"))
    verdict: str = Field("", pattern="^(|identical|similar|needs_person|not_similar)$",
                         description=both("比较结果", "What the comparison comes to"))  # fmt: skip
    limit: int = Field(50, ge=1, le=MOST, description=both("最多几件", "How many at most"))


class ReasonOut(Schema):
    """A rule of the guide that speaks for likeness, or against it."""

    rule: str
    label: str
    why: str
    against: bool


class MarkOut(Schema):
    """An earlier mark and what the comparison of the names comes to."""

    source: str = Field(description=both("空是商标台账，否则是名录的名称", "Empty for the register, else the list"))
    id: int | None = Field(None, description=both("台账记录的编号", "Number of the record in the register"))
    number: str
    text: str
    classes: str
    groups: str
    applicants: str
    filed_on: date | None = None
    status: str
    verdict: str
    score: float
    goods: str
    reasons: list[ReasonOut]


class MarksOut(Schema):
    """The marks found, best first, and of what day the index is. `remark` stands wherever a comparison is shown."""

    remark: str
    pack: str
    indexed_at: str
    other_goods: int = Field(description=both("名称相近但商品不在所选关系里的件数", "Near by name, goods left out"))
    rows: list[MarkOut]


@router.get("/search", response=MarksOut, **operation("search_marks", "近似在先商标", "Earlier marks like a name"))
def search_marks(request: HttpRequest, asked: Query[MarkConditions]) -> dict[str, Any]:
    """What the page finds by name."""
    given = {name: str(value) for name, value in asked.dict().items() if value not in (None, "")}
    wanted = read(given, timezone.localdate())
    for name, code in wanted.problems.items():
        said = {"no_text": gettext("名称里没有文字、字母或数字"), "not_codes": gettext("只填数字"),
                "goods_unknown": gettext("没有这个商品名称"), "days_swapped": gettext("止日早于起日。")}  # fmt: skip
        raise fault("query", name, said.get(code, code))
    found, held = find(request.user, wanted), state()
    return {
        "remark": load().mark_similarity.mark.value, "pack": load().ref("mark_similarity"),
        "indexed_at": held.made_at if held else "", "other_goods": found.other_goods,
        "rows": [_row(hit) for hit in found.hits[: asked.limit]],
    }  # fmt: skip


def _row(hit: Hit) -> dict[str, Any]:
    """A mark found; names of people masked as in exports."""
    mark, rules = hit.mark, load().mark_similarity.rules
    return {
        "source": mark.place, "id": int(mark.id) if mark.row is not None else None, "number": mark.number, "text": mark.text,
        "classes": mark.classes, "groups": mark.groups, "filed_on": mark.filed_on, "status": mark.status,
        "applicants": shown(MODELS[REGISTER].register["applicants"], mark.applicants, unmasked=False, person=False),
        "verdict": hit.compared.verdict.value, "score": round(hit.compared.score, 3), "goods": hit.relation.value,
        "reasons": [{"rule": each.rule, "label": rules[each.rule].label.zh, "why": each.why, "against": each.against}
                    for each in hit.compared.findings],
    }  # fmt: skip
