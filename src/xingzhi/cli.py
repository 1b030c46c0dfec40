"""`xingzhi`: one command; each stage adds its own verbs."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

# Loaded in this order; each module has `register(subparsers)` and stays cheap to import.
STAGES = (
    "xingzhi.packs.cli",
    "xingzhi.packs.procedures_cli",
    "xingzhi.packs.nice.cli",
    "xingzhi.core.cli",
    "xingzhi.registers.cli",
    "xingzhi.snapshots.cli",
    "xingzhi.screening.cli",
    "xingzhi.screening.similar_marks.cli",
    "xingzhi.selfcheck.cli",
    "xingzhi.indicators.cli",
    "xingzhi.plans.cli",
    "xingzhi.publish.cli",
    "xingzhi.sample.cli",
    "xingzhi.api.cli",
    "xingzhi.web.cli",
)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(prog="xingzhi", description="兴知：知识产权局的工作台 / the IP office in a box")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for stage in STAGES:
        importlib.import_module(stage).register(commands)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingzhi.settings")
    arguments = build_parser().parse_args(argv)
    try:
        return int(arguments.func(arguments) or 0)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("已中断 / interrupted", file=sys.stderr)
        return 130
