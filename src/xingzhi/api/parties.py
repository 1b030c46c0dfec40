"""Parties: proposals that two are one, and what officers decide of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from ninja import Field, Query, Router, Schema, Status

from xingzhi.api.paging import NEWEST_FIRST, Paging, listing, page_of
from xingzhi.api.problems import fault
from xingzhi.api.saying import both, operation
from xingzhi.api.values import told
from xingzhi.cases.party_models import Likely, PartyProposal
from xingzhi.registers.listing import Order
from xingzhi.registers.parties.decidable import Refused
from xingzhi.registers.parties.decide import keep_apart, merge_parties, split_party, undo_decision
from xingzhi.registers.parties.models import DecisionKind, PartyDecision

router = Router(tags=["parties"])
WRITES = {"x-problems": ["not-found", "read-only-token"]}
WHY = {
    "reason_missing": gettext_lazy("请写明理由"),
    "elsewhere": gettext_lazy("涉及外地的记录，由盟市决定"),
    "merged": gettext_lazy("它已归并到另一主体"),
    "same": gettext_lazy("这是同一个主体"),
    "kept_apart": gettext_lazy("已有人确认它们不是同一主体"),
    "nothing_chosen": gettext_lazy("没有选中这个主体的名称写法"),
    "nothing_left": gettext_lazy("至少要留下一个名称写法"),
    "later_first": gettext_lazy("先撤销较晚的决定"),
    "done": gettext_lazy("已经撤销过"),
}


class PartyOut(Schema):
    """A party, named as in exports."""

    id: int
    name: str
    region: str


class ProposalOut(Schema):
    """Two parties that may be one."""

    id: int
    one: PartyOut
    other: PartyOut
    likely: Likely = Field(description=both("很可能同一，或需要核对", "Likely the same, or to be looked at"))
    likelihood: float = Field(description=both("是同一主体的可能，0 到 1", "How likely they are one, 0 to 1"))
    reasons: list[list[Any]] = Field(
        description=both("逐项比较、结果和分量", "Each comparison, its outcome and weight")
    )
    later: bool = Field(description=both("看过、先放着", "Looked at and left open"))
    note: str


class ProposalConditions(Paging):
    """Which proposals; all that wait unless told otherwise."""

    likely: Likely | None = Field(
        None, description=both("很可能同一，或需要核对", "Likely the same, or to be looked at")
    )
    later: bool | None = Field(None, description=both("看过、先放着的", "Those left open"))


class DecisionOut(Schema):
    """What an officer decided."""

    id: int
    kind: DecisionKind
    party: int = Field(description=both("留下的主体", "The party that stands"))
    other: int | None = None
    reason: str
    officer: str
    at: datetime
    undone: bool = Field(description=both("是否已撤销", "Whether it was undone"))

    @staticmethod
    def resolve_party(decision: PartyDecision) -> int:
        """The number of the party."""
        return int(decision.party_id)

    @staticmethod
    def resolve_other(decision: PartyDecision) -> int | None:
        """The number of the other party."""
        return decision.other_id

    @staticmethod
    def resolve_officer(decision: PartyDecision) -> str:
        """The officer's name."""
        return decision.officer.display_name

    @staticmethod
    def resolve_undone(decision: PartyDecision) -> bool:
        """Whether somebody undid it."""
        return decision.undone_by_id is not None


class DecisionIn(Schema):
    """A decision: merge `other` into `party`, keep the two apart, or split spellings off `party`."""

    kind: Literal["merge", "apart", "split"] = Field(description=both("归并、确认不同、拆分", "merge, apart or split"))
    party: int = Field(
        ge=1, le=2**63 - 1, description=both("主体的编号；归并时留下的", "A party; in a merge the one that stands")
    )
    other: int | None = Field(None, ge=1, le=2**63 - 1, description=both("归并、确认不同：另一主体", "The other party"))
    spellings: list[int] = Field(
        [], max_length=1_000, description=both("拆分：名称写法的编号", "Split: numbers of spellings")
    )
    reason: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$", description=both("理由", "Why"))


class Undo(Schema):
    """Why a decision is turned back."""

    reason: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$", description=both("理由", "Why"))


Proposals = listing("proposal_list", ProposalOut)
Decisions = listing("decision_list", DecisionOut)


@router.get(
    "/proposals",
    response=Proposals,
    **operation("list_party_proposals", "归并建议，最可能的在前", "Proposals to merge parties, likeliest first"),
)
def list_proposals(request: HttpRequest, asked: Query[ProposalConditions]) -> dict[str, Any]:
    """Proposals the caller may decide: all records of both parties lie in the caller's region."""
    rows = PartyProposal.objects.visible_to(request.user).waiting().select_related("one", "other")
    for name in ("likely", "later"):
        if getattr(asked, name) is not None:
            rows = rows.filter(**{name: getattr(asked, name)})
    made = page_of(rows, Order("bits", descending=True), asked)
    return {"rows": [proposal_out(each) for each in made.rows], "next": made.following}


@router.get(
    "/decisions",
    response=Decisions,
    **operation("list_party_decisions", "主体的决定，新的在前", "Decisions, newest first"),
)
def list_decisions(request: HttpRequest, asked: Query[Paging]) -> dict[str, Any]:
    """What officers decided about parties of the caller's region."""
    made = page_of(PartyDecision.objects.visible_to(request.user).select_related("officer"), NEWEST_FIRST, asked)
    return {"rows": made.rows, "next": made.following}


@router.post(
    "/decisions",
    response={201: DecisionOut},
    **operation("decide_parties", "归并、拆分、确认不同", "Merge, split, keep apart", openapi_extra=WRITES),
)
def decide(request: HttpRequest, said: DecisionIn) -> Any:
    """Decide in the caller's name; it can be undone."""
    if said.kind != "split" and said.other is None:
        raise fault("body", "other", gettext("请给出另一主体"))
    try:
        if said.kind == "split":
            return Status(201, split_party(request.user, said.party, said.spellings, said.reason))
        change = merge_parties if said.kind == "merge" else keep_apart
        return Status(201, change(request.user, said.party, said.other or 0, said.reason))
    except Refused as refused:
        raise fault("body", "kind", str(WHY[refused.code])) from refused


@router.post(
    "/decisions/{int:decision_id}/undo",
    response={201: DecisionOut},
    **operation(
        "undo_party_decision", "撤销一个决定", "Undo a decision", openapi_extra={"x-problems": ["read-only-token"]}
    ),
)
def undo(request: HttpRequest, decision_id: int, said: Undo) -> Any:
    """Everything is as if it had not been decided."""
    try:
        return Status(201, undo_decision(request.user, decision_id, said.reason))
    except Refused as refused:
        raise fault("path", "decision_id", str(WHY[refused.code])) from refused


def proposal_out(proposal: PartyProposal) -> dict[str, Any]:
    """A proposal; people's names masked as in exports."""
    names = ("id", "likely", "likelihood", "reasons", "later", "note")
    found = {name: getattr(proposal, name) for name in names}
    return found | {side: _party(getattr(proposal, side)) for side in ("one", "other")}


def _party(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "region": row.region, **told(row, [row.register["name"]])}
