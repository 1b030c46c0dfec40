"""`xingzhi plan summaries`: who owes a summary, and how it stands."""

from __future__ import annotations

import argparse
import json
from typing import Any

from xingzhi.core.start import start


def register(verbs: Any) -> None:
    """Add `xingzhi plan summaries`."""
    parser = verbs.add_parser("summaries", help="总结报送情况 / summaries owed by units and how they stand")
    parser.add_argument("--year", type=int, help="年度 / of a year (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """One line a unit."""
    start()
    from django.utils import timezone

    from xingzhi.plans.summaries.listing import as_json, in_order
    from xingzhi.plans.summaries.models import Summary

    found = Summary.objects.all()
    if arguments.year:
        found = found.filter(year=arguments.year)
    today = timezone.localdate()
    rows = [as_json(summary, today) for summary in in_order(found)]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        late = f"  迟 {row['days_late']} 天" if row["days_late"] else ""
        print(f"{row['id']}  {row['year']}  {row['state']}  {row['due_on'] or '-'}  {row['unit']}{late}")
    print(f"{len(rows)} 份 / summaries")
    return 0
