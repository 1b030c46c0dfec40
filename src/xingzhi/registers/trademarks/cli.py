"""`xingzhi marks classes`: records of marks that hold several classes, as they were kept before one record a class."""

from __future__ import annotations

import argparse
from typing import Any


def add(verbs: Any) -> None:
    """Add the command to `xingzhi marks`."""
    one = verbs.add_parser("classes", help="一条写了几个类别的旧记录 / older records that hold several classes")
    one.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """List them, and whether each class also stands by itself; 1 where there are any. Nothing is changed."""
    from xingzhi.core.start import start

    start()
    from xingzhi.registers.models import MODELS

    marks = MODELS["trademarks"].objects
    found = list(marks.filter(nice_classes__contains=";").order_by("key"))
    for row in found:
        alone = set(marks.filter(mark_no=row.mark_no).exclude(pk=row.pk).values_list("nice_classes", flat=True))
        both = [each for each in row.nice_classes.split("; ") if each in alone]
        told = f"另有单独记录 / also alone: {'、'.join(both)}" if both else "没有单独记录 / not alone"
        print(f"{row.mark_no} {row.nice_classes} {row.mark_text}：{told}")
    print(f"{len(found)} 条，按原样保留 / kept as they are")
    return 1 if found else 0
