"""Workbooks that were uploaded: out of archives and from under a password; of every other file it is said why not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.unwrapping import Limits, unwrap
from xingzhi.intake.wording import sentence
from xingzhi.web.reading import language

LIMITS = Limits(files=200, total=1 << 30)  # of one archive: workbooks of units are few and small


def workbooks(request: HttpRequest, upload: Any, refused: str) -> Iterator[tuple[Path, str]]:
    """Each workbook in a file given, with its name, until the next is asked for.

    `refused` begins the sentence on a file that is none: %(file)s is its name. The password typed is not kept.
    """
    name = Path((upload.name or "").replace("\\", "/")).name
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as inside:
        path = Path(folder) / f"returned{Path(name).suffix.lower() or '.xlsx'}"
        path.write_bytes(upload.read())
        try:
            found = unwrap(path, name, Path(inside), request.POST.get("password") or None, LIMITS, each=True)
        except ReaderProblem as problem:
            messages.error(request, refused % {"file": name} + sentence(problem, language()))
            return
        for member, fault in found.problems:
            messages.error(request, refused % {"file": member} + sentence(fault, language()))
        for member in found.ignored:
            messages.warning(request, refused % {"file": member} + gettext("不是表格文件，没有用。"))
        for content in found.contents:
            yield content.path, content.name
