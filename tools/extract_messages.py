"""Collect the texts of the pages into the message catalogues, keeping what is translated already.

`python tools/extract_messages.py` rewrites src/xingzhi/locale/*/LC_MESSAGES/django.po; then translate what is empty and
run tools/compile_messages.py. Source texts are Chinese. Texts are found in Python (gettext, gettext_lazy, _ and their
plural and context forms) and in templates, whose tags Django turns into the same calls. `--check` writes nothing and
says what is missing or no longer used; it ends with 1 where there is any.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "src" / "xingzhi"
LOCALES = PRODUCT / "locale"
HEADER_NOISE = ('"Report-Msgid', '"POT-Creation', '"PO-Revision', '"Last-Trans', '"Language-Team', '"Generated-By')
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def sources() -> dict[str, str]:
    """The Python text of every file that may hold messages, by its path below `src`."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    found = {}
    for path in sorted(PRODUCT.rglob("*.py")):
        if "migrations" not in path.parts:
            found[path.relative_to(PRODUCT.parent).as_posix()] = path.read_text(encoding="utf-8")
    for path in sorted(PRODUCT.rglob("*.html")):
        # What is no tag becomes a row of X; indents of a page would be none of Python's.
        lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
        found[path.relative_to(PRODUCT.parent).as_posix()] = "\n".join(line.strip() for line in lines)
    return found


def extracted() -> Catalog:
    """All messages of the product, each with the files it stands in."""
    catalogue = Catalog(project="Xingzhi", charset="utf-8")
    for name, text in sources().items():
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
            catalogue.add(message, locations=[(name, 0)], context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """A catalogue as it stands."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name)


def updated(path: Path, found: Catalog) -> Catalog:
    """A catalogue with the messages found: known translations kept, new ones empty, the others gone."""
    catalogue = read(path)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue in a form that changes only where messages do."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, sort_output=True, include_lineno=False)
    # Of the header only what compiling needs: the rest is dates and names to fill in.
    lines = stream.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(HEADER_NOISE)), encoding="utf-8")


def problems(path: Path, found: Catalog) -> list[str]:
    """What a catalogue lacks, and what it holds that no page says any more."""
    catalogue = read(path)
    wanted = {(message.context, message.id) for message in found if message.id}
    held = {(message.context, message.id): message for message in catalogue if message.id}
    said = [f"not in the catalogue: {key[1]}" for key in sorted(wanted - held.keys(), key=str)]
    said += [f"no longer used: {key[1]}" for key in sorted(held.keys() - wanted, key=str)]
    for message in held.values():
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy or not all(texts):
            said.append(f"not translated: {message.id}")
    return said


def main(arguments: list[str]) -> int:
    """Bring the catalogues up to date, or say what is missing."""
    found = extracted()
    missing = 0
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        if "--check" not in arguments:
            write(path, updated(path, found))
        for line in problems(path, found):
            print(f"{path.parent.parent.name}: {line}")
            missing += 1
    return 1 if missing and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
