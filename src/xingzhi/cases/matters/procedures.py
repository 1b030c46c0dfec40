"""Which version of a procedure a matter keeps, and how it is read back."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from xingzhi.cases.matters.models import Matter, ProcedureText
from xingzhi.packs import load
from xingzhi.packs.procedures import Procedure, ProcedureBody
from xingzhi.packs.schema import Document, Header


def keep(name: str, on: date) -> ProcedureText:
    """The version of a procedure in force on a day, kept whole from its first use on; `LookupError` where none is."""
    version = load().procedure(name, on)
    text = version.document.header.model_dump_json()
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept, _ = ProcedureText.objects.get_or_create(
        digest=digest, defaults={"name": name, "ref": version.ref, "body": json.loads(text)}
    )
    return kept


def procedure_of(matter: Matter) -> Procedure:
    """The procedure a matter goes by, whatever the packs say today."""
    return read(matter.procedure)


_known: dict[str, Procedure] = {}  # by digest: a version never changes, and there are few


def read(text: ProcedureText) -> Procedure:
    """A kept version."""
    if text.digest not in _known:
        header = Header.model_validate(text.body)
        body = ProcedureBody.model_validate(header.body)
        _known[text.digest] = Procedure(Document("", header, body), body)
    return _known[text.digest]
