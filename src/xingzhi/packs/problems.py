"""What can go wrong with a pack, said with file and key path."""

from __future__ import annotations


class PackError(ValueError):
    """A pack file is not what it should be.

    `file` is the path inside the packs folder, `where` the key path in it ("body.terms.3.code", "" for the file
    itself), `reason` one English sentence. The text of the error is all three.
    """

    def __init__(self, file: str, where: str, reason: str) -> None:
        self.file = file
        self.where = where
        self.reason = reason
        super().__init__(f"{file}: {where}: {reason}" if where else f"{file}: {reason}")


class YearNotLoaded(LookupError):
    """The holidays of a year are not loaded, so whether a day is a working day is not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"the holidays of {year} are not loaded")
