"""Workbooks that were uploaded: out of archives and from under a password; of every other file it is said why not."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.unwrapping import unwrap
from xingzhi.intake.signed.reading import LIMITS
from xingzhi.intake.wording import sentence
from xingzhi.web.reading import language

Came = TypeVar("Came")


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


def brought_back(
    request: HttpRequest, uploads: Iterable[Any], merge: Callable[[HttpRequest, Path, str], Came | None]
) -> list[Came]:
    """What came of all workbooks given, alone or in archives; `merge` takes one and tells of it by its name."""
    refused = gettext("%(file)s 没有合并：")
    merged = (merge(request, *book) for upload in uploads for book in workbooks(request, upload, refused))
    return [each for each in merged if each is not None]


def tell_again(request: HttpRequest, name: str, at: datetime) -> None:
    """Say that the very same workbook was merged before."""
    when = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    messages.info(request, gettext("%(file)s 在 %(when)s 已合并过，没有再动。") % {"file": name, "when": when})
