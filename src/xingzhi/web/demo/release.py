"""The demonstration's releases: one bulletin of a past month, released and public, and its amendment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

BULLETIN = "monthly_bulletin"
LATE = "示例：有一件授权公告晚到，按公告补计"


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
    for key, value in one_grant_more(second.content).items():
        editing.edit_figure(league, second.pk, key, value, LATE, carry=True)
    editing.explain(league, second.pk, {}, LATE)
    _out(second)
    shown = Release.objects.order_by("id").values_list("pk", "version", "digest")
    print("统计发布：" + "；".join(f"#{pk} 第{version}版 {digest[:12]}" for pk, version, digest in shown), flush=True)


def one_grant_more(content: dict[str, Any]) -> dict[str, str]:
    """Figures to set for a late grant of one place: of its type and of its kind of applicant; the sums move along."""
    figures = content["figures"]
    whole = figures[content["named"]["grants"]]
    below = {
        key: held
        for key, held in figures.items()
        if all(held[name] == whole[name] for name in ("indicator", "start", "end"))
        and held["region"] != whole["region"]
    }
    place = min(held["region"] for held in below.values())
    return {
        key: str(Decimal(held["value"] or 0) + 1)
        for key, held in below.items()
        if held["region"] == place
        and (
            held["where"] == {"patent_type": ["utility_model"]}
            or "individual" not in held["where"].get("applicant_kind", ["individual"])
        )
    }


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
