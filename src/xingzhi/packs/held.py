"""The pack documents of a folder, asked for by id or kind; what results keep of them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from xingzhi.packs.problems import PackError
from xingzhi.packs.schema import Document, Frozen

Body = TypeVar("Body", bound=Frozen)


class Held:
    """The documents of a folder and the version of the whole."""

    def __init__(self, folder: Path, documents: tuple[Document, ...], version: str) -> None:
        self.folder = folder
        self.documents = documents
        self.version = version

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another process: parts are built there anew."""
        return {"folder": self.folder, "documents": self.documents, "version": self.version}

    def document(self, id: str) -> Document:
        """The pack document of that id; `KeyError` where it is not loaded."""
        return {document.id: document for document in self.documents}[id]

    def of_kind(self, kind: str) -> tuple[Document, ...]:
        """The pack documents of a kind."""
        return tuple(document for document in self.documents if document.header.kind == kind)

    def ref(self, name: str) -> str:
        """What a result keeps: "regions@2026-11-23" for a document, "calendar@2026-11-23" for the newest of a kind.

        A folder before the name ("screenings/similar_applications") is allowed; `KeyError` where nothing is so called.
        """
        name = name.rpartition("/")[2]
        for document in self.documents:
            if document.id == name:
                return document.ref
        versions = [document.header.version for document in self.of_kind(name)]
        if not versions:
            raise KeyError(name)
        return f"{name}@{max(versions).isoformat()}"

    def single(self, kind: str) -> Document:
        """The only document of a kind; `PackError` where there is none or another."""
        documents = self.of_kind(kind)
        if len(documents) != 1:
            raise PackError(str(self.folder), "", f"holds {len(documents)} packs of kind {kind}, one is needed")
        return documents[0]


def body_of(document: Document, model: type[Body]) -> Body:
    """What a document holds; `PackError` where it is of another kind than asked for."""
    if not isinstance(document.body, model):
        raise PackError(document.file, "kind", f"is {document.header.kind}, not the kind asked for")
    return document.body


def only(kind: str, model: type[Body]) -> cached_property[Body]:
    """A part that is the only pack of its kind."""
    return cached_property(lambda packs: body_of(packs.single(kind), model))
