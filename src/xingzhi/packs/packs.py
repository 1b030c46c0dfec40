"""The loaded packs: one object with everything officials and jurists set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from xingzhi.packs.applicant_kinds import ApplicantKinds
from xingzhi.packs.awards import Awards
from xingzhi.packs.bad_faith import BadFaith
from xingzhi.packs.bulletins import Bulletin
from xingzhi.packs.calendar import Calendar, HolidayYear
from xingzhi.packs.change import ChangePack
from xingzhi.packs.codes import ApplicationNumbers, Headings, LegalStatus, PartyNames, Source, Sources
from xingzhi.packs.concordance import Concordance
from xingzhi.packs.consequences import Consequences
from xingzhi.packs.crosswalk import CrosswalkPack
from xingzhi.packs.document_layout import DocumentLayout
from xingzhi.packs.documents import Documents, PaperForm
from xingzhi.packs.fact_words import FactWords
from xingzhi.packs.forms import FormBody
from xingzhi.packs.gazette import GazetteWatch
from xingzhi.packs.high_value import HighValue
from xingzhi.packs.indicator_checks import timing
from xingzhi.packs.indicators import Indicator, Indicators, Lag
from xingzhi.packs.loading import default_folder, read_documents
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.packs.nice.schema import NiceClasses
from xingzhi.packs.notices import NoticeReading
from xingzhi.packs.paper_kinds import PaperKinds
from xingzhi.packs.party_matching import PartyMatching
from xingzhi.packs.plan_ledger import PlanLedger
from xingzhi.packs.plan_units import PlanUnits
from xingzhi.packs.problems import PackError
from xingzhi.packs.procedures import NoneInForce, Procedure, ProcedureBody
from xingzhi.packs.region_pack import RegionsBody
from xingzhi.packs.regions import Regions
from xingzhi.packs.schema import Document, Frozen
from xingzhi.packs.scorecard import ScorecardPack
from xingzhi.packs.screenings import Screening
from xingzhi.packs.summaries import SummaryRules
from xingzhi.packs.tables import PublishedTable
from xingzhi.packs.tallies import Tally
from xingzhi.packs.trademark_law import TrademarkLaw
from xingzhi.packs.trademarks import Oppositions, TrademarkStatus
from xingzhi.packs.transliteration import Transliteration
from xingzhi.packs.wipo_fields import WipoFields
from xingzhi.packs.xml_elements import XmlElements
from xingzhi.packs.year_path import YearPathRules

Body = TypeVar("Body", bound=Frozen)


def _only(kind: str, model: type[Body]) -> cached_property[Body]:
    """A part that is the only pack of its kind."""
    return cached_property(lambda packs: _body(packs._single(kind), model))


class Packs:
    """All packs of a folder. Parts are built when first asked for."""

    change = _only("change", ChangePack)  # how the change of a figure is split and told
    applicant_kinds = _only("applicant_kinds", ApplicantKinds)  # the kinds, and the rules that tell them from a name
    legal_status = _only("legal_status", LegalStatus)  # legal-status terms and their meaning
    trademark_status = _only("trademark_status", TrademarkStatus)  # status words of trademarks and what they mean
    oppositions = _only("oppositions", Oppositions)  # until when a published mark may be opposed
    nice_classes = _only("nice_classes", NiceClasses)  # the classes of the Nice Classification
    gazette_watch = _only("gazette_watch", GazetteWatch)  # what newly published marks are held against
    application_numbers = _only("application_numbers", ApplicationNumbers)  # their kind digits, shapes and check digit
    party_names = _only("party_names", PartyNames)  # legal forms, commonplace words, lengths
    awards = _only("awards", Awards)  # which award a name means
    xml_elements = _only("xml_elements", XmlElements)  # which XML element of a patent document is which column
    high_value = _only("high_value", HighValue)  # the five classes of high-value inventions
    sei_crosswalk = _only("sei_crosswalk", CrosswalkPack)  # the strategic-industry table, and how it is read
    ipc_concordance = _only("ipc_concordance", Concordance)  # symbols later editions of the classification moved
    wipo_fields = _only("wipo_fields", WipoFields)  # WIPO's technology fields of the IPC
    party_matching = _only("party_matching", PartyMatching)  # how parties are compared
    scorecard = _only("scorecard", ScorecardPack)  # what is published of the patent value scorecard
    year_path = _only("year_path", YearPathRules)  # what forecasts and year-end paths are drawn by
    notice_reading = _only("notice_reading", NoticeReading)  # the words by which notices are read
    bad_faith = _only("bad_faith", BadFaith)  # what patterns of bad-faith filings are told by
    trademark_law = _only("trademark_law", TrademarkLaw)  # the texts of the trademark law, by the days they hold
    fact_words = _only("fact_reading", FactWords)  # the words by which facts of documents are read and compared
    summaries = _only("summaries", SummaryRules)  # what summaries are put together by
    plan_units = _only("plan_units", PlanUnits)  # the words by which the units of a plan are recognised
    document_layout = _only("document_layout", DocumentLayout)  # how official documents look
    paper_kinds = _only("paper_kinds", PaperKinds)  # the kinds of the office's own papers and what each goes through
    plan_ledger = _only("plan_ledger", PlanLedger)  # the colours of the task ledger and what it points out

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

    @cached_property
    def regions(self) -> Regions:
        """The tree of regions."""
        document = self._single("regions")
        body = _body(document, RegionsBody)
        tables = document.tables
        names = self.party_names
        words = (*names.org_markers.values, *names.org_endings.values)
        return Regions(tables["divisions"], tables["changes"], body, words, document.file)

    @cached_property
    def calendar(self) -> Calendar:
        """The working days of all loaded years."""
        return Calendar(_body(document, HolidayYear) for document in self.of_kind("calendar"))

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The declared indicators by id."""
        bodies = (_body(document, Indicators) for document in self.of_kind("indicators"))
        return {indicator.id: indicator for body in bodies for indicator in body.indicators}

    def timing(self, indicator: Indicator) -> str:
        """What days a figure is of: stock (a day), flow (a stretch) or cumulative (from 1 January)."""
        return timing(indicator, self.indicators)

    @cached_property
    def lags(self) -> Mapping[str, Lag]:
        """How long records of a register keep coming in, by register."""
        bodies = (_body(document, Indicators) for document in self.of_kind("indicators"))
        return {lag.register_: lag for body in bodies for lag in body.lags}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where values come from, with ranks."""
        return _body(self._single("sources"), Sources).entries

    def headings(self, register: str) -> Mapping[str, tuple[str, ...]]:
        """Heading aliases of a register's columns; empty where none are loaded."""
        registers = _body(self._single("headings"), Headings).registers
        return registers[register].columns if register in registers else {}

    def screening(self, id: str) -> Screening:
        """The settings of a declared search; `KeyError` where it is not loaded."""
        return _body(self.document(id), Screening)

    def consequences(self, id: str) -> Consequences:
        """What the law attaches to a finding; `KeyError` where it is not loaded."""
        return _body(self.document(id), Consequences)

    def tally(self, id: str) -> Tally:
        """The columns of a table over matters; `KeyError` where it is not loaded."""
        return _body(self.document(id), Tally)

    def table(self, id: str) -> PublishedTable:
        """The layout of a published table; `KeyError` where it is not loaded."""
        return _body(self.document(id), PublishedTable)

    def bulletin(self, id: str) -> Bulletin:
        """What a bulletin holds; `KeyError` where it is not loaded."""
        return _body(self.document(id), Bulletin)

    @cached_property
    def mark_similarity(self) -> MarkSimilarity:
        """What marks are compared by."""
        tables = [_body(document, Transliteration) for document in self.of_kind("mark_transliteration")]
        body = _body(self._single("mark_similarity"), MarkSimilarity)
        return body.model_copy(update={"transliteration": tables[0] if tables else None})

    @cached_property
    def papers(self) -> Mapping[str, PaperForm]:
        """The letters, forms and records the office prints, by id."""
        bodies = (_body(document, Documents) for document in self.of_kind("documents"))
        return {entry.id: PaperForm(entry, body) for body in bodies for entry in body.papers}

    @cached_property
    def forms(self) -> Mapping[str, FormBody]:
        """The forms data are collected with, by id."""
        return {document.id: _body(document, FormBody) for document in self.of_kind("form")}

    @cached_property
    def procedures(self) -> Mapping[str, tuple[Procedure, ...]]:
        """The versions of every procedure by its name, the earliest first."""
        found: dict[str, tuple[Procedure, ...]] = {}
        for document in sorted(self.of_kind("procedure"), key=lambda document: document.header.valid_from):
            version = Procedure(document, _body(document, ProcedureBody))
            found[version.name] = (*found.get(version.name, ()), version)
        return found

    def procedure(self, name: str, on: date) -> Procedure:
        """The version in force on a day; `KeyError` for an unknown name, `NoneInForce` where none holds that day."""
        for version in self.procedures[name]:
            if version.in_force(on):
                return version
        raise NoneInForce(name, on)

    def _single(self, kind: str) -> Document:
        documents = self.of_kind(kind)
        if len(documents) != 1:
            raise PackError(str(self.folder), "", f"holds {len(documents)} packs of kind {kind}, one is needed")
        return documents[0]


def load(folder: Path | None = None) -> Packs:
    """The packs of a folder (see `default_folder`), read once per process; raise `PackError` on the first fault."""
    return _load((folder or default_folder()).resolve())


@lru_cache(maxsize=8)
def _load(folder: Path) -> Packs:
    documents, version = read_documents(folder)
    return Packs(folder, documents, version)


def _body(document: Document, model: type[Body]) -> Body:
    if not isinstance(document.body, model):
        raise PackError(document.file, "kind", f"is {document.header.kind}, not the kind asked for")
    return document.body
