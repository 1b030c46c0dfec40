"""What of the releases waits for a person: to check, to approve, to let out, or to mend what was sent back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.core.actions import may
from xingzhi.publish.hands import hands
from xingzhi.publish.models import Release, ReleaseState

STEPS = {
    ReleaseState.SUBMITTED: "check_release", ReleaseState.CHECKED: "approve_release", ReleaseState.APPROVED: "release",
}  # fmt: skip


def releasing(request: HttpRequest) -> Iterator[tuple[str, int, str]]:
    """How many releases wait for the reader at each step, with the way there: to the one, or to the list."""
    user = request.user
    words = {
        ReleaseState.SUBMITTED: gettext("份统计发布待您审核"), ReleaseState.CHECKED: gettext("份统计发布待您批准"),
        ReleaseState.APPROVED: gettext("份统计发布已批准、待发布"),
    }  # fmt: skip
    seen = Release.objects.visible_to(user)
    for state, text in words.items():
        if may(user, STEPS[state]):
            found = [
                each
                for each in seen.filter(state=state)
                if state == ReleaseState.APPROVED or user.pk not in hands(each)
            ]
            yield text, len(found), _page(found)
    mine = seen.filter(state=ReleaseState.DRAFT, made_by=user)
    back = [each for each in mine if (last := each.steps.order_by("-id").first()) and last.move == ReleaseState.DRAFT]
    yield gettext("份统计发布被退回，待修改"), len(back), _page(back)


def _page(found: list[Any]) -> str:
    return reverse("release", args=[found[0].pk]) if len(found) == 1 else reverse("release-list")
