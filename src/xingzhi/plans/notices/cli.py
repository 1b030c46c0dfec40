"""`xingzhi plan import` and `plan adopt`: a notice taken in and adopted by a script, in a person's name."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone

from xingzhi.core.start import start

_REFUSED = {
    "closed": "已列入计划或不列入计划 / settled already",
    "tasks": "没有确认的任务 / tasks to confirm",
    "rest": "没有看过的其他句子 / other sentences to look at",
    "unknown": "不认识的单位 / units unknown",
    "unknown_units": "不认识的单位，请登记或加 --add-units / units unknown, add them or give --add-units",
    "differing": "与计划里的不同、没有选定的任务，请在核对页选定 / tasks the plan has otherwise, choose on the page",
    "rivals": "与另一份待核对的通知不同、没有选定的任务，请在核对页选定 / tasks another notice under review gives otherwise",
    "none": "没有任务 / no task",
    "year": "没有计划年度，请给 --year / no year, give --year",
}


def register(verbs: Any) -> None:
    """Add the commands."""
    take = verbs.add_parser("import", help="收一份通知，等待核对 / take a notice in for review")
    take.add_argument("file", type=Path, metavar="FILE", help=".docx .doc .wps .ofd .pdf .txt …")
    take.add_argument("--year", type=int, help="计划年度 / year of the plan (default: that of its title)")
    take.add_argument("--by", default="admin", metavar="USERNAME", help="in whose name (default: admin)")
    take.set_defaults(func=run_import)
    adopt = verbs.add_parser("adopt", help="把核对完的通知列入年度计划 / adopt a reviewed notice into the plan")
    adopt.add_argument("notice", type=int, metavar="ID")
    adopt.add_argument("--year", type=int)
    adopt.add_argument(
        "--confirm-all",
        action="store_true",
        help="先确认还没核对的每一句，连同推断，并逐条列出 / confirm all that waits, guesses too, and print each",
    )
    adopt.add_argument(
        "--add-units",
        action="store_true",
        help="先登记名录里没有的单位，并逐个列出 / add units the directory lacks first, and print each",
    )
    adopt.add_argument("--by", default="admin", metavar="USERNAME", help="in whose name (default: admin)")
    adopt.set_defaults(func=run_adopt)


def run_import(arguments: argparse.Namespace) -> int:
    """Take a notice in and print what waits."""
    start()
    from xingzhi.core.jobs import run_waiting
    from xingzhi.plans.notices.adopting import set_notice_year
    from xingzhi.plans.notices.models import NoticeState
    from xingzhi.plans.notices.review import Review
    from xingzhi.plans.notices.taking import SameNotice, receive_notice

    by = _person(arguments.by)
    if by is None:
        return 2
    if not arguments.file.is_file():
        print(f"没有文件 {arguments.file} / no such file", file=sys.stderr)
        return 2
    try:
        notice = receive_notice(by, arguments.file, arguments.file.name)
    except SameNotice as same:
        known = same.notice
        print(
            f"已于 {timezone.localtime(known.loaded_at):%Y-%m-%d} 收到，编号 {known.pk} / taken in before as {known.pk}"
        )
        return 0
    if notice.state == NoticeState.READING:
        run_waiting()
        notice.refresh_from_db()
    if notice.state == NoticeState.FAILED:
        refused = notice.read.get("refused") or {"zh": "没有读出文字", "en": "no text was read"}
        print(f"{arguments.file}: {refused['zh']} / {refused['en']}", file=sys.stderr)
        for problem in notice.read.get("problems", ()):
            print(f"! {problem['zh']} / {problem['en']}", file=sys.stderr)
        print(f"文件已保存，编号 {notice.pk} / the file is kept as {notice.pk}", file=sys.stderr)
        return 1
    if arguments.year:
        set_notice_year(by, notice.pk, arguments.year)
        notice.refresh_from_db()
    counts = Review(notice).counts
    print(f"{notice.pk}  {notice.number or '—'}  {notice.title}")
    print(f"任务 {counts.tasks} 项，有推断 {counts.guessed} 句 / tasks {counts.tasks}, with guesses {counts.guessed}")
    for problem in notice.read["problems"]:
        print(f"! {problem['zh']} / {problem['en']}")
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Adopt a notice; without --confirm-all only where every sentence is decided."""
    start()
    from xingzhi.plans.notices.adopting import adopt_notice, set_notice_year
    from xingzhi.plans.notices.confirming import add_unknown_units, confirm_waiting
    from xingzhi.plans.notices.models import Notice
    from xingzhi.plans.notices.taking import NoticeRefused

    by = _person(arguments.by)
    if by is None:
        return 2
    notice = Notice.objects.visible_to(by).filter(pk=arguments.notice).first()
    if notice is None:
        print(f"没有编号 {arguments.notice} 的通知 / no such notice", file=sys.stderr)
        return 2
    try:
        if arguments.add_units:
            for unit in add_unknown_units(by, notice):
                print(f"登记单位 / added {unit.get_kind_display()} {unit.name}")
        if arguments.confirm_all:
            for codes, text in confirm_waiting(by, notice):
                print(f"确认 / confirmed [{', '.join(codes)}] {text[:60]}")
        if arguments.year:
            set_notice_year(by, notice.pk, arguments.year)
        done = adopt_notice(by, notice.pk)
    except NoticeRefused as refused:
        words = _REFUSED.get(refused.code)
        said = [f"{_REFUSED.get(code, code)}：{number}" for code, number in refused.params.items()]
        print(f"不能列入计划 / cannot be adopted: {'；'.join(filter(None, [words, *said]))}", file=sys.stderr)
        return 1
    print(f"{done.year} 年计划：新增 {done.made} 项，已有 {done.known} 项，改 {done.changed} 项 / "
          f"made {done.made}, known {done.known}, changed {done.changed}")  # fmt: skip
    return 0


def _person(username: str) -> Any:
    from xingzhi.core.models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        print(f"没有用户 {username} / no such user", file=sys.stderr)
    return found
