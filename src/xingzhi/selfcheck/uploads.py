"""The files of a submitted form, taken from the bytes of the request: nothing is spooled to a disk."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

_BOUNDARY = re.compile(r'multipart/form-data\s*;.*?boundary="?([^";,\s]{1,70})"?', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="([^"]*)"', re.IGNORECASE)
_FILE = re.compile(rb'[;\s]filename="([^"]*)"', re.IGNORECASE)
_MOST = 50  # fields of a form


class Form(NamedTuple):
    """A submitted form: its files (name, content) that hold anything, and its other fields."""

    files: list[tuple[str, bytes]]
    fields: dict[str, str]


def read_form(content_type: str, body: bytes) -> Form:
    """Take a form apart (RFC 7578); `ValueError` where it is none."""
    boundary = _BOUNDARY.match(content_type)
    if boundary is None:
        raise ValueError("not a form")
    form = Form([], {})
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode("latin-1"), _MOST + 1)
    for part in parts[1:]:
        if part.startswith(b"--"):
            return form
        head, gap, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name, file = _NAME.search(head), _FILE.search(head)
        if not gap or name is None:
            break
        if file is None:
            form.fields[name[1].decode("utf-8", "replace")] = content.decode("utf-8", "replace")
        elif content:
            form.files.append((unquote(file[1].decode("utf-8", "replace")), content))
    raise ValueError("not a whole form")
