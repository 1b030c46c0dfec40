"""Commands of releases."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from xingzhi.core.start import start


def register(commands: Any) -> None:
    """Add `xingzhi releases make|verify|list`."""
    parser = commands.add_parser("releases", help="统计发布 / releases")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    make = verbs.add_parser("make", help="起草 / draft one")
    make.add_argument("bulletin", help="规则包，如 monthly_bulletin / the pack")
    make.add_argument("period", help="2024-03")
    make.add_argument("--by", required=True, metavar="USER", help="以谁的名义 / in whose name")
    make.add_argument("--ranked", action="store_true", help="排位次 / with ranks")
    make.set_defaults(func=run_make)
    verifying = verbs.add_parser("verify", help="核对文件 / verify files")
    verifying.add_argument("id", type=int, nargs="?", help="默认全部 / default: all")
    verifying.set_defaults(func=run_verify)
    listing = verbs.add_parser("list", help="列出 / list them")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(func=run_list)


def run_make(arguments: argparse.Namespace) -> int:
    """Draft a release and print where it is; exit code 2 where it is refused."""
    start()
    from xingzhi.core.models import User
    from xingzhi.core.worker import work_until_idle
    from xingzhi.publish.actions import make_release
    from xingzhi.publish.refused import Refused

    by = User.objects.filter(username=arguments.by).first()
    if by is None:
        print(f"没有用户 {arguments.by} / no such user", file=sys.stderr)
        return 2
    try:
        release = make_release(by, arguments.bulletin, arguments.period, arguments.ranked)
    except Refused as refused:
        print(f"没有起草 / refused: {refused.code}", file=sys.stderr)
        return 2
    work_until_idle()
    release.refresh_from_db()
    print(f"#{release.pk} {release.title}  {release.digest}")
    return 0 if release.content else 1


def run_verify(arguments: argparse.Namespace) -> int:
    """Read the files again and hold their digests against what was kept; exit code 1 where one differs."""
    start()
    from xingzhi.publish.models import Release
    from xingzhi.publish.store import verify

    chosen = Release.objects.order_by("id")
    if arguments.id is not None:
        chosen = chosen.filter(pk=arguments.id)
        if not chosen.exists():
            print(f"没有第 {arguments.id} 号发布 / no such release", file=sys.stderr)
            return 2
    bad = 0
    for release in chosen:
        found = verify(release)
        bad += not found.sound
        told = "一致 / same" if found.sound else f"不一致 / differs: {'、'.join(found.broken) or '内容 / content'}"
        print(f"#{release.pk} v{release.version} {release.title}: {found.files} 个文件，{told}  {release.digest}")
    return 1 if bad else 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line a release."""
    start()
    from xingzhi.publish.models import Release

    rows = [
        {"id": each.pk, "title": each.title, "version": each.version, "state": each.state, "digest": each.digest}
        for each in Release.objects.order_by("id")
    ]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(f"#{row['id']} v{row['version']} {row['state']:<9} {row['title']}  {row['digest'][:12]}")
    return 0
