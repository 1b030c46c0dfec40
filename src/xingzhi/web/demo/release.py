"""The demonstration's releases: one bulletin of a past month, released and public, and its amendment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

BULLETIN = "monthly_bulletin"


def build_releases(until: date) -> None:
    """Release the bulletin of the month before `until` and amend it, unless that was done already."""
    from xingzhi.core.models import User
    from xingzhi.core.worker import work_until_idle
    from xingzhi.publish import actions, editing
    from xingzhi.publish.models import Release

    if Release.objects.exists():
        return
    league = User.objects.get(username="league")
    month = until.replace(day=1) - timedelta(days=1)
    first = actions.make_release(league, BULLETIN, f"{month:%Y-%m}")
    work_until_idle()
    _out(first)
    second = actions.amend_release(league, first.pk)
    work_until_idle()
    second = Release.objects.get(pk=second.pk)
    key = second.content["named"]["grants"]
    value = Decimal(second.content["figures"][key]["value"] or 0) + 1
    editing.edit_figure(league, second.pk, key, str(value), "示例：有一件授权公告晚到，按公告补计")
    editing.explain(league, second.pk, {key: "示例：有一件授权公告晚到，按公告补计"}, "随上一项变动")
    _out(second)
    shown = Release.objects.order_by("id").values_list("pk", "version", "digest")
    print("统计发布：" + "；".join(f"#{pk} 第{version}版 {digest[:12]}" for pk, version, digest in shown), flush=True)


def _out(release: object) -> None:
    """Through all steps, as two persons would."""
    from xingzhi.core.models import User
    from xingzhi.publish import actions
    from xingzhi.publish.models import Release

    assert isinstance(release, Release)
    league, reviewer = (User.objects.get(username=name) for name in ("league", "reviewer"))
    actions.submit_release(league, release.pk)
    actions.check_release(reviewer, release.pk)
    actions.approve_release(reviewer, release.pk, inputs_basis="示例数据，均为虚构")
    actions.release_it(reviewer, release.pk, public=True)
