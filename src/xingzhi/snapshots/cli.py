"""Commands of snapshots."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from xingzhi.core.start import start


def register(commands: Any) -> None:
    """Add `xingzhi snapshots list|verify`."""
    parser = commands.add_parser("snapshots", help="快照 / snapshots")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="列出快照 / list them")
    listing.set_defaults(func=run_list)
    verify = verbs.add_parser("verify", help="重做并比对 / make one again and compare the bytes")
    verify.add_argument("--revision", type=int, help="default: the latest")
    verify.set_defaults(func=run_verify)


def run_list(arguments: argparse.Namespace) -> int:
    """One line a snapshot."""
    start()
    from xingzhi.snapshots.models import Snapshot

    for snapshot in Snapshot.objects.order_by("-revision"):
        rows = {name: total["rows"] for name, total in snapshot.totals.items()}
        print(f"{snapshot.label}  {timezone.localtime(snapshot.as_of):%Y-%m-%d %H:%M}  {json.dumps(rows)}")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Freeze the same revision again elsewhere; exit code 1 where the bytes differ."""
    start()
    from xingzhi.core.declare import registers
    from xingzhi.snapshots.freeze import freeze
    from xingzhi.snapshots.jobs import latest
    from xingzhi.snapshots.models import Snapshot

    wanted = arguments.revision
    snapshot = Snapshot.objects.filter(revision=wanted).first() if wanted else latest()
    if snapshot is None:
        print("没有快照 / there is no snapshot", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        again = freeze(registers(), snapshot.revision, Path(folder) / "again", lambda rows: None)
    if again["digest"] == snapshot.digest:
        print(f"{snapshot.label}: 一致 / identical")
        return 0
    differing = [name for name, digest in again["files"].items() if digest != snapshot.files.get(name)]
    print(f"{snapshot.label}: 不一致 / different: {', '.join(differing)}", file=sys.stderr)
    return 1
