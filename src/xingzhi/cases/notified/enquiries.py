"""Answer another office, a bank or an award panel about some names: final facts only, reviewed before they leave.

Found, not found and ambiguous names stand apart. Of notified applications only those the national office has decided
count; what is pending or appealed is no answer. Each answer is kept as it left, and compared with today's on request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from stdnum.cn import uscc

from xingzhi.cases.matters.models import Matter, Word
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.models import Enquiry
from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.packs import load
from xingzhi.registers.models import MODELS, Pledge
from xingzhi.registers.parties.identity import roots
from xingzhi.snapshots.jobs import latest
from xingzhi.text.parties import party_key

MOST = 500  # names of one enquiry
REVIEWERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class EnquiryIncomplete(ValueError):
    """`code`: asker, purpose, basis, names, too_many or same_person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Answer:
    """What is on record of one name: `found` is found, not_found or ambiguous.

    Numbers are None where nothing was found, and where the office holds nothing of the kind: that is no zero. `unknown`
    counts patents whose legal status is not known.
    """

    asked: str
    found: str
    name: str = ""
    credit_code: str = ""
    others: list[str] = field(default_factory=list)  # of an ambiguous name
    valid_patents: int | None = None
    valid_inventions: int | None = None
    abnormal: int | None = None
    pledged: int | None = None
    unknown: int | None = None


@action("make_enquiry", zh="登记查询", en="Enter an enquiry", roles=REVIEWERS)
def make_enquiry(act: Act, asker: str, purpose: str, basis: str, names: Sequence[str]) -> Enquiry:
    """Enter who asks, what for and on which basis, and look the names up. Raises `EnquiryIncomplete`."""
    for code, text in (("asker", asker), ("purpose", purpose), ("basis", basis)):
        if not text.strip():
            raise EnquiryIncomplete(code)
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not wanted or len(wanted) > MOST:
        raise EnquiryIncomplete("names" if not wanted else "too_many")
    snapshot = latest()
    enquiry = Enquiry.objects.create(
        region=act.user.region or "", asker=asker.strip()[:200], purpose=purpose.strip()[:300], basis=basis.strip()[:300],
        names=wanted, answers=[asdict(answer) for answer in answers(act.user, wanted)], as_of=timezone.localdate(),
        data=snapshot.label if snapshot else "", made_by=act.user,
    )  # fmt: skip
    act.on("enquiry", enquiry.pk, enquiry.region, asker=enquiry.asker, purpose=enquiry.purpose, names=len(wanted))
    return enquiry


@action("review_enquiry", zh="审核查询答复", en="Review an enquiry", roles=REVIEWERS)
def review_enquiry(act: Act, enquiry_id: int, note: str = "") -> Enquiry:
    """Let an answer leave; it was looked at by the named officer, another one than who made it.

    Raises `EnquiryIncomplete` same_person.
    """
    enquiry: Enquiry = get_object_or_404(
        Enquiry.objects.visible_to(act.user).select_for_update(of=("self",)), pk=enquiry_id, reviewed_by=None
    )
    if enquiry.made_by_id == act.user.pk:
        raise EnquiryIncomplete("same_person")
    enquiry.reviewed_by, enquiry.reviewed_at, enquiry.note = act.user, timezone.now(), note.strip()[:500]
    enquiry.save(update_fields=["reviewed_by", "reviewed_at", "note"])
    act.on("enquiry", enquiry.pk, enquiry.region, asker=enquiry.asker, note=enquiry.note)
    return enquiry


def answers(user: Any, names: Sequence[str]) -> list[Answer]:
    """What the person may see of each name or credit code."""
    return [_answer(user, name) for name in names]


def changed(user: Any, enquiry: Enquiry) -> list[dict[str, Any]]:
    """Names whose answer would be another today: whoever received the earlier one is owed a correction."""
    now = {answer.asked: asdict(answer) for answer in answers(user, enquiry.names)}
    return [
        {"asked": held["asked"], "was": held, "now": now[held["asked"]]}
        for held in enquiry.answers
        if held != now.get(held["asked"], held)
    ]


def _answer(user: Any, asked: str) -> Answer:
    parties = _parties(user, asked)
    cards = _abnormal(user, asked, parties[0].region if len(parties) == 1 else "")
    if not parties and cards is None:
        return Answer(asked, "not_found")
    if len(parties) > 1:
        told = [f"{party.name}（{load().regions.name(party.region)}）" for party in parties[:20]]
        return Answer(asked, "ambiguous", others=told)
    return _counted(user, asked, parties[0] if parties else None, cards or 0)


def _counted(user: Any, asked: str, party: Any, abnormal: int) -> Answer:
    """The numbers of a name that was found; of a kind of record the office holds none of, None."""
    mine = MODELS["patents"].objects.visible_to(user)
    told = mine.exclude(legal_status="").exists()
    pledges = Pledge.objects.visible_to(user)
    patents = mine.filter(applicant_links__party=party).distinct() if party else mine.none()
    valid = patents.filter(legal_status="in_force")
    return Answer(
        asked, "found", party.name if party else asked, party.credit_code if party else "",
        valid_patents=valid.count() if told else None,
        valid_inventions=valid.filter(patent_type="invention").count() if told else None,
        abnormal=abnormal,
        pledged=pledges.filter(pledge_status="in_force", application_no__in=valid.values("key"))
        .values("application_no").distinct().count() if pledges.exists() and told else None,
        unknown=patents.filter(legal_status="").count() if mine.exists() else None,
    )  # fmt: skip


def _parties(user: Any, asked: str) -> list[Any]:
    """The parties a name or a credit code means, officers' merges followed; several where a name is not enough."""
    seen = MODELS["parties"].objects.visible_to(user)
    if uscc.is_valid(asked):
        found = seen.filter(credit_code=uscc.compact(asked))
    else:
        key = party_key(asked, load().party_names)
        found = seen.filter(key__startswith=f"{key.key}@") if key.person else seen.filter(key=key.key)
    heads = set(roots(found.values_list("pk", flat=True)).values())
    return list(seen.filter(pk__in=heads).order_by("name", "pk"))


def _abnormal(user: Any, asked: str, region: str) -> int | None:
    """Applications the national office has decided against an applicant of that name; None where none was ever notified.

    Of people only those in the region of the person asked about: two may bear one name.
    """
    key = party_key(asked, load().party_names)
    mine = Matter.objects.visible_to(user).filter(kind=PROCEDURE, card__key=key.key)
    if key.person and region:
        mine = mine.filter(region=region)
    if not mine.exists():
        return None
    final = load().consequences("abnormal_consequences").counted
    return int(mine.filter(word=Word.NATIONAL, state__in=final).count())
