"""Hand in what came back: a workbook, or an archive of several; each file gets its own answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404
from django.utils.translation import get_language, gettext

from xingzhi.collection.models import ReturnedForm
from xingzhi.collection.returning import SameForm, merge_form
from xingzhi.collection.wording import whole_problem
from xingzhi.core.models import User
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.unwrapping import unwrap
from xingzhi.intake.signed.reading import LIMITS, SheetProblem
from xingzhi.intake.wording import sentence


@dataclass(frozen=True)
class Answer:
    """What came of one file: what was merged of it, or why not; `same`: it was merged before."""

    name: str
    returned: ReturnedForm | None = None
    same: bool = False
    why: str = ""


def hand_in(user: User, path: Path, name: str, password: str | None) -> Iterator[Answer]:
    """Merge the workbooks a file holds, each in a transaction of its own."""
    language = get_language() or ""
    with tempfile.TemporaryDirectory() as inside:
        try:
            found = unwrap(path, name, Path(inside), password, LIMITS, each=True)
        except ReaderProblem as problem:
            yield Answer(name, why=sentence(problem, language))
            return
        for member, fault in found.problems:
            yield Answer(member, why=sentence(fault, language))
        for member in found.ignored:
            yield Answer(member, why=gettext("不是表格文件，没有用。"))
        for content in found.contents:
            yield merged(user, content.path, content.name)


def merged(user: User, path: Path, name: str) -> Answer:
    """Merge one workbook."""
    try:
        return Answer(name, merge_form(user, path, name))
    except SheetProblem as problem:
        return Answer(name, why=whole_problem(problem))
    except Http404:
        return Answer(name, why=gettext("没有这张采集单，或不是您的地区的。"))
    except SameForm as same:
        return Answer(name, same.returned, same=True)
