"""What the command does: read, compare, print, and write the one file it was asked for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from xingzhi.screening.similar_applications.files import Refused
from xingzhi.selfcheck.comparing import Comparison, compare
from xingzhi.selfcheck.drafts import read_draft
from xingzhi.selfcheck.markup import paper
from xingzhi.selfcheck.paper_docx import as_docx
from xingzhi.selfcheck.published import Supplied
from xingzhi.selfcheck.report import as_data, as_lines
from xingzhi.selfcheck.sources import read_supplied

_OUTPUTS = (".docx", ".html", ".json")


def run(arguments: argparse.Namespace) -> int:
    """Compare a draft or serve the page; what is wrong goes to the error stream with exit code 2."""
    try:
        _check(arguments)
        sources = read_supplied(arguments.against, arguments.column, arguments.id, arguments.title)
        if arguments.page:
            from xingzhi.selfcheck.server import serve

            serve(sources, arguments.port)
        else:
            _compare(arguments, sources)
    except (Refused, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what cannot be asked for before any work is done."""
    out: Path | None = arguments.out
    if arguments.page and (arguments.draft or out or arguments.json):
        raise Refused("--page 打开页面，不同时比对文件 / --page serves a page; give no draft, --out or --json with it")
    if not arguments.page and not arguments.draft:
        raise Refused("请给出稿件，或用 --page / give a draft, or --page")
    if out is None:
        return
    if out.suffix.lower() not in _OUTPUTS:
        raise Refused(f"{out}: 报告只能是 / a report is {' '.join(_OUTPUTS)}")
    if not out.parent.is_dir():
        raise Refused(f"{out}: 没有这个文件夹 / no such folder: {out.parent}")
    for source in (*arguments.draft, *arguments.against):
        if out.exists() and source.exists() and out.samefile(source):
            raise Refused(f"{out}: 报告会覆盖它 / the report would replace it")


def _compare(arguments: argparse.Namespace, sources: Sequence[Supplied]) -> None:
    draft = read_draft((path.name, path.read_bytes()) for path in arguments.draft)
    found = compare(draft, [text for source in sources for text in source.texts])
    if arguments.json:
        print(json.dumps(as_data(found, sources), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(found, sources)))
    if arguments.out:
        # Not by a second file that is renamed: nothing but the report is ever written, not even for a moment.
        arguments.out.write_bytes(_report(arguments.out.suffix.lower(), found, sources))


def _report(kind: str, found: Comparison, sources: Sequence[Supplied]) -> bytes:
    if kind == ".docx":
        return as_docx(found, sources)
    if kind == ".html":
        return paper(found, sources).encode("utf-8")
    return json.dumps(as_data(found, sources), ensure_ascii=False, indent=2).encode("utf-8")
