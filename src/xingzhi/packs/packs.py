"""The loaded packs: one object with everything officials and jurists set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

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
from xingzhi.packs.held import Held, body_of, only
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
from xingzhi.packs.procedures import NoneInForce, Procedure, ProcedureBody
from xingzhi.packs.region_pack import RegionsBody
from xingzhi.packs.regions import Regions
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


class Packs(Held):
    """All packs of a folder. Parts are built when first asked for."""

    change = only("change", ChangePack)  # how the change of a figure is split and told
    applicant_kinds = only("applicant_kinds", ApplicantKinds)  # the kinds, and the rules that tell them from a name
    legal_status = only("legal_status", LegalStatus)  # legal-status terms and their meaning
    trademark_status = only("trademark_status", TrademarkStatus)  # status words of trademarks and what they mean
    oppositions = only("oppositions", Oppositions)  # until when a published mark may be opposed
    nice_classes = only("nice_classes", NiceClasses)  # the classes of the Nice Classification
    gazette_watch = only("gazette_watch", GazetteWatch)  # what newly published marks are held against
    application_numbers = only("application_numbers", ApplicationNumbers)  # their kind digits, shapes and check digit
    party_names = only("party_names", PartyNames)  # legal forms, commonplace words, lengths
    awards = only("awards", Awards)  # which award a name means
    xml_elements = only("xml_elements", XmlElements)  # which XML element of a patent document is which column
    high_value = only("high_value", HighValue)  # the five classes of high-value inventions
    sei_crosswalk = only("sei_crosswalk", CrosswalkPack)  # the strategic-industry table, and how it is read
    ipc_concordance = only("ipc_concordance", Concordance)  # symbols later editions of the classification moved
    wipo_fields = only("wipo_fields", WipoFields)  # WIPO's technology fields of the IPC
    party_matching = only("party_matching", PartyMatching)  # how parties are compared
    scorecard = only("scorecard", ScorecardPack)  # what is published of the patent value scorecard
    year_path = only("year_path", YearPathRules)  # what forecasts and year-end paths are drawn by
    notice_reading = only("notice_reading", NoticeReading)  # the words by which notices are read
    bad_faith = only("bad_faith", BadFaith)  # what patterns of bad-faith filings are told by
    trademark_law = only("trademark_law", TrademarkLaw)  # the texts of the trademark law, by the days they hold
    fact_words = only("fact_reading", FactWords)  # the words by which facts of documents are read and compared
    summaries = only("summaries", SummaryRules)  # what summaries are put together by
    plan_units = only("plan_units", PlanUnits)  # the words by which the units of a plan are recognised
    document_layout = only("document_layout", DocumentLayout)  # how official documents look
    paper_kinds = only("paper_kinds", PaperKinds)  # the kinds of the office's own papers and what each goes through
    plan_ledger = only("plan_ledger", PlanLedger)  # the colours of the task ledger and what it points out

    @cached_property
    def regions(self) -> Regions:
        """The tree of regions."""
        document = self.single("regions")
        body = body_of(document, RegionsBody)
        tables = document.tables
        names = self.party_names
        words = (*names.org_markers.values, *names.org_endings.values)
        return Regions(tables["divisions"], tables["changes"], body, words, document.file)

    @cached_property
    def calendar(self) -> Calendar:
        """The working days of all loaded years."""
        return Calendar(body_of(document, HolidayYear) for document in self.of_kind("calendar"))

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The declared indicators by id."""
        bodies = (body_of(document, Indicators) for document in self.of_kind("indicators"))
        return {indicator.id: indicator for body in bodies for indicator in body.indicators}

    def timing(self, indicator: Indicator) -> str:
        """What days a figure is of: stock (a day), flow (a stretch) or cumulative (from 1 January)."""
        return timing(indicator, self.indicators)

    @cached_property
    def lags(self) -> Mapping[str, Lag]:
        """How long records of a register keep coming in, by register."""
        bodies = (body_of(document, Indicators) for document in self.of_kind("indicators"))
        return {lag.register_: lag for body in bodies for lag in body.lags}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where values come from, with ranks."""
        return body_of(self.single("sources"), Sources).entries

    def headings(self, register: str) -> Mapping[str, tuple[str, ...]]:
        """Heading aliases of a register's columns; empty where none are loaded."""
        registers = body_of(self.single("headings"), Headings).registers
        return registers[register].columns if register in registers else {}

    def screening(self, id: str) -> Screening:
        """The settings of a declared search; `KeyError` where it is not loaded."""
        return body_of(self.document(id), Screening)

    def consequences(self, id: str) -> Consequences:
        """What the law attaches to a finding; `KeyError` where it is not loaded."""
        return body_of(self.document(id), Consequences)

    def tally(self, id: str) -> Tally:
        """The columns of a table over matters; `KeyError` where it is not loaded."""
        return body_of(self.document(id), Tally)

    def table(self, id: str) -> PublishedTable:
        """The layout of a published table; `KeyError` where it is not loaded."""
        return body_of(self.document(id), PublishedTable)

    def bulletin(self, id: str) -> Bulletin:
        """What a bulletin holds; `KeyError` where it is not loaded."""
        return body_of(self.document(id), Bulletin)

    @cached_property
    def mark_similarity(self) -> MarkSimilarity:
        """What marks are compared by."""
        tables = [body_of(document, Transliteration) for document in self.of_kind("mark_transliteration")]
        body = body_of(self.single("mark_similarity"), MarkSimilarity)
        return body.model_copy(update={"transliteration": tables[0] if tables else None})

    @cached_property
    def papers(self) -> Mapping[str, PaperForm]:
        """The letters, forms and records the office prints, by id."""
        bodies = (body_of(document, Documents) for document in self.of_kind("documents"))
        return {entry.id: PaperForm(entry, body) for body in bodies for entry in body.papers}

    @cached_property
    def forms(self) -> Mapping[str, FormBody]:
        """The forms data are collected with, by id."""
        return {document.id: body_of(document, FormBody) for document in self.of_kind("form")}

    @cached_property
    def procedures(self) -> Mapping[str, tuple[Procedure, ...]]:
        """The versions of every procedure by its name, the earliest first."""
        found: dict[str, tuple[Procedure, ...]] = {}
        for document in sorted(self.of_kind("procedure"), key=lambda document: document.header.valid_from):
            version = Procedure(document, body_of(document, ProcedureBody))
            found[version.name] = (*found.get(version.name, ()), version)
        return found

    def procedure(self, name: str, on: date) -> Procedure:
        """The version in force on a day; `KeyError` for an unknown name, `NoneInForce` where none holds that day."""
        for version in self.procedures[name]:
            if version.in_force(on):
                return version
        raise NoneInForce(name, on)


def load(folder: Path | None = None) -> Packs:
    """The packs of a folder (see `default_folder`), read once per process; raise `PackError` on the first fault."""
    return _load((folder or default_folder()).resolve())


@lru_cache(maxsize=8)
def _load(folder: Path) -> Packs:
    documents, version = read_documents(folder)
    return Packs(folder, documents, version)
