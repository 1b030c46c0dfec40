"""What of the office's papers waits for the reader, for the first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.core.actions import may
from xingzhi.core.office import sees_all
from xingzhi.packs import load
from xingzhi.publish.papers.asked import PaperOpinion, PaperRecipient
from xingzhi.publish.papers.models import Paper, PaperState

MOST = 1_000  # counted no further


def papers_waiting(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Of a unit: opinions it is asked for and papers to receive; of the office: what is to be settled, moved on, published."""
    user, page = request.user, reverse("document-list")
    opinions = PaperOpinion.objects.visible_to(user).filter(paper__state=PaperState.DRAFT)
    if not sees_all(user):
        sent = PaperRecipient.objects.visible_to(user).filter(received_on=None, paper__state=PaperState.ISSUED)
        found = [
            (gettext("份文稿请本单位提意见"), opinions.filter(answered_on=None)),
            (gettext("份文件待签收"), sent),
        ]
    else:
        public = [each.id for each in load().paper_kinds.publicity if each.working_days is not None]
        papers = Paper.objects.kept_by(user)
        due = papers.filter(state=PaperState.ISSUED, publicity__in=public, published_on=None)
        on_the_way = papers.filter(state__in=(PaperState.SUBMITTED, PaperState.CHECKED, PaperState.APPROVED))
        returned = papers.filter(state=PaperState.DRAFT, made_by=user, steps__move=PaperState.DRAFT).distinct()
        found = [
            (gettext("份退回的文稿待修改"), returned),
            (gettext("条意见待处理"), opinions.exclude(text="").filter(taken="")),
            (gettext("份文稿待审核、批准或印发"), on_the_way if may(user, "check_paper") else papers.none()),
            (gettext("份已印发的文件还没有登记公开"), due),
        ]
    return [(text, rows.order_by()[: MOST + 1].count(), page) for text, rows in found]
