"""Read a folder of packs into checked documents."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from xingzhi.packs import applicant_kinds, indicator_checks, procedure_checks
from xingzhi.packs.applicant_kinds import ApplicantKinds
from xingzhi.packs.awards import Awards
from xingzhi.packs.bad_faith import BadFaith
from xingzhi.packs.bulletins import Bulletin, check_bulletins
from xingzhi.packs.calendar import HolidayYear
from xingzhi.packs.change import ChangePack
from xingzhi.packs.codes import ApplicationNumbers, Headings, LegalStatus, PartyNames, Sources
from xingzhi.packs.concordance import Concordance
from xingzhi.packs.consequences import Consequences
from xingzhi.packs.crosswalk import CrosswalkPack
from xingzhi.packs.document_layout import DocumentLayout
from xingzhi.packs.documents import Documents
from xingzhi.packs.fact_words import FactWords
from xingzhi.packs.forms import FormBody, check_references
from xingzhi.packs.gazette import GazetteWatch
from xingzhi.packs.high_value import HighValue
from xingzhi.packs.indicators import Indicators
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.packs.nice.schema import NiceClasses
from xingzhi.packs.notices import NoticeReading
from xingzhi.packs.paper_kinds import PaperKinds
from xingzhi.packs.party_matching import PartyMatching
from xingzhi.packs.plan_ledger import PlanLedger
from xingzhi.packs.plan_units import PlanUnits
from xingzhi.packs.problems import PackError
from xingzhi.packs.procedures import ProcedureBody
from xingzhi.packs.reading import read_table, read_yaml
from xingzhi.packs.region_pack import RegionsBody
from xingzhi.packs.schema import Document, Frozen, Header, Row, TableFile, unreferenced, validated
from xingzhi.packs.scorecard import ScorecardPack
from xingzhi.packs.screenings import Screening
from xingzhi.packs.summaries import SummaryRules
from xingzhi.packs.tables import PublishedTable, check_tables
from xingzhi.packs.tallies import Tally
from xingzhi.packs.trademark_law import TrademarkLaw
from xingzhi.packs.trademarks import Oppositions, TrademarkStatus
from xingzhi.packs.transliteration import Transliteration
from xingzhi.packs.wipo_fields import WipoFields
from xingzhi.packs.xml_elements import XmlElements
from xingzhi.packs.year_path import YearPathRules

KINDS: Mapping[str, type[Frozen]] = {
    "regions": RegionsBody,
    "calendar": HolidayYear,
    "indicators": Indicators,
    "change": ChangePack,
    "applicant_kinds": ApplicantKinds,
    "application_numbers": ApplicationNumbers,
    "sources": Sources,
    "legal_status": LegalStatus,
    "party_names": PartyNames,
    "headings": Headings,
    "awards": Awards,
    "xml_elements": XmlElements,
    "screening": Screening,
    "party_matching": PartyMatching,
    "high_value": HighValue,
    "sei_crosswalk": CrosswalkPack,
    "ipc_concordance": Concordance,
    "scorecard": ScorecardPack,
    "tally": Tally,
    "table": PublishedTable,
    "bulletin": Bulletin,
    "consequences": Consequences,
    "documents": Documents,
    "procedure": ProcedureBody,
    "wipo_fields": WipoFields,
    "form": FormBody,
    "year_path": YearPathRules,
    "notice_reading": NoticeReading,
    "mark_similarity": MarkSimilarity,
    "mark_transliteration": Transliteration,
    "bad_faith": BadFaith,
    "trademark_law": TrademarkLaw,
    "fact_reading": FactWords,
    "summaries": SummaryRules,
    "plan_units": PlanUnits,
    "document_layout": DocumentLayout,
    "paper_kinds": PaperKinds,
    "plan_ledger": PlanLedger,
    "trademark_status": TrademarkStatus,
    "oppositions": Oppositions,
    "nice_classes": NiceClasses,
    "gazette_watch": GazetteWatch,
}
CASES = "cases"


def default_folder() -> Path:
    """The packs to use: the folder named by XINGZHI_PACKS, else that of the source tree, else that of the package."""
    named = os.environ.get("XINGZHI_PACKS")
    if named:
        return Path(named)
    tree = Path(__file__).parents[3] / "packs"
    return tree if tree.is_dir() else Path(__file__).parents[1] / "_packs"


def pack_files(folder: Path) -> tuple[Path, ...]:
    """All files that belong to the packs of a folder, cases included, in a fixed order."""
    files = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv") and path.is_file())
    return tuple(sorted(files, key=lambda path: path.relative_to(folder).as_posix()))


def is_case(path: Path) -> bool:
    """Whether a file holds cases, not values."""
    return path.parent.name == CASES


def read_documents(folder: Path) -> tuple[tuple[Document, ...], str]:
    """Every pack document of a folder, and the short digest of their content; raise `PackError` on the first fault."""
    if not folder.is_dir():
        raise PackError(str(folder), "", "is no folder")
    digest = hashlib.sha256()
    contents = {}
    for path in pack_files(folder):
        if not is_case(path):
            name = path.relative_to(folder).as_posix()
            contents[name] = path.read_bytes()
            digest.update(name.encode() + b"\0" + hashlib.sha256(contents[name]).digest())
    documents = tuple(read_document(name, contents) for name in contents if name.endswith(".yaml"))
    _check_ids(documents)
    procedure_checks.check_versions(documents)
    indicator_checks.check(documents)
    _check_forms(documents)
    check_tables(documents)
    check_bulletins(documents)
    _check_tables_used(documents, contents)
    return documents, digest.hexdigest()[:12]


def read_document(name: str, contents: Mapping[str, bytes]) -> Document:
    """One pack document; `contents` also holds the tables beside it."""
    header = validated(Header, read_yaml(contents[name], name), name)
    model = KINDS.get(header.kind)
    if model is None:
        raise PackError(name, "kind", f"{header.kind} is no kind of pack")
    for path in unreferenced(header):
        raise PackError(name, path, "has no date (since) or no reference (ref) to one of the sources")
    body = validated(model, header.body, name, "body")
    if isinstance(body, ApplicantKinds):
        applicant_kinds.check(body, name)
    if isinstance(body, ProcedureBody):
        procedure_checks.check(body, name)
    return Document(name, header, body, _tables(name, header, body, contents))


def _tables(name: str, header: Header, body: Frozen, contents: Mapping[str, bytes]) -> Mapping[str, tuple[Row, ...]]:
    folder = name.rpartition("/")[0]
    tables = {}
    for key, table in cast(Mapping[str, TableFile], getattr(body, "tables", {})).items():
        file = f"{folder}/{table.file}" if folder else table.file
        if file not in contents:
            raise PackError(name, f"body.tables.{key}.file", f"there is no file {file}")
        tables[key] = read_table(contents[file], file, table.columns)
        for number, row in enumerate(tables[key], start=2):
            if row.get("ref") and row["ref"] not in header.sources:
                raise PackError(file, f"line {number}", f"{row['ref']} is no source of {name}")
    return tables


def _check_ids(documents: Iterable[Document]) -> None:
    seen: dict[str, str] = {}
    for document in documents:
        if document.id in seen:
            raise PackError(document.file, "id", f"{document.id} is also the id of {seen[document.id]}")
        seen[document.id] = document.file


def _check_forms(documents: Iterable[Document]) -> None:
    forms = {each.id: each.body for each in documents if isinstance(each.body, FormBody)}
    packs = [each.body for each in documents if isinstance(each.body, Indicators)]
    for id, problem in check_references(forms, {indicator.id for pack in packs for indicator in pack.indicators}):
        raise PackError(next(each.file for each in documents if each.id == id), "body", problem)


def _check_tables_used(documents: Iterable[Document], contents: Mapping[str, bytes]) -> None:
    used = {
        f"{document.file.rpartition('/')[0]}/{table.file}".lstrip("/")
        for document in documents
        for table in cast(Mapping[str, TableFile], getattr(document.body, "tables", {})).values()
    }
    for name in contents:
        if name.endswith(".csv") and name not in used:
            raise PackError(name, "", "no pack document names this table")
