"""A file of published patent documents in the shape of the national office's bulk publication, many in one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from xingzhi.sample.corpus import Application, Corpus
from xingzhi.sample.exports import published_rows
from xingzhi.sample.lives import Publication
from xingzhi.sample.sheets import FileCount

BUSINESS = "http://www.sipo.gov.cn/XMLSchema/business"
BASE = "http://www.sipo.gov.cn/XMLSchema/base"
_PREFIXES = {"business": BUSINESS, "base": BASE}


@dataclass(frozen=True)
class Document:
    """One publication. `address` begins with its postcode; `priorities` are office, number and day."""

    number: str  # 201510736999.0
    filed: date
    publication: str  # 110083831
    kind: str  # A, B, U
    published: date
    title: str
    applicants: Sequence[str]
    inventors: Sequence[str] = ()
    address: str = ""
    classes: Sequence[str] = ()
    agency: str = ""  # with its code behind
    attorney: str = ""
    abstract: str = ""
    claim: str = ""
    priorities: Sequence[tuple[str, str, date]] = ()
    divided_from: str = ""


def document_of(application: Application, publication: Publication) -> Document:
    """A publication of the sample office; designs, whose documents look otherwise, are not for this."""
    agency = application.agency
    return Document(
        number=application.number,
        filed=application.filed,
        publication=application.publication,
        kind=publication.kind,
        published=publication.day,
        title=application.title,
        applicants=application.spelled,
        inventors=application.inventors,
        address=f"{application.first.postcode} {application.first.address}".strip(),
        classes=[f"{symbol} (2006.01)" for symbol in application.classes],
        agency=f"{agency.name} {agency.code}" if agency else "",
        attorney=application.attorney or "",
        abstract=application.abstract,
        claim=application.draft.claim(),
    )


def write_published_documents(corpus: Corpus, folder: Path, most: int = 200) -> FileCount:
    """The newest publications but designs, as one XML file; each is a row that the search exports hold too."""
    count = FileCount("公布文献.xml", "patents", note="XML")
    rows = [row for row in published_rows(corpus) if row[0].patent != "design"][:most]
    count.accepted, count.records = len(rows), len({application.number for application, _ in rows})
    write_xml(folder / count.name, [document_of(*row) for row in rows], corpus.until)
    return count


def write_xml(path: Path, documents: Iterable[Document], produced: date) -> Path:
    """Write documents as one file; the same documents give the same bytes."""
    for prefix, address in _PREFIXES.items():
        ET.register_namespace(prefix, address)
    root = ET.Element("PatentDocuments", {"dateProduced": _day(produced)})
    root.extend(_document(document) for document in documents)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    return path


def _document(document: Document) -> ET.Element:
    top = _element("business:PatentDocumentAndRelated", lang="zh", country="CN", docNumber=document.publication,
                   kind=document.kind, datePublication=_day(document.published))  # fmt: skip
    data = _add(top, "business:BibliographicData")
    # The office gives each number in two forms; only the first is the one people write.
    standard = f"{document.number[4]}0{document.number[:4]}00{document.number[5:12]}"
    for form, number in (("original", document.number), ("standard", standard)):
        reference = _add(data, "business:ApplicationReference", dataFormat=form, sequence="1")
        _identified(reference, number, "", document.filed)
        reference = _add(data, "business:PublicationReference", dataFormat=form, sequence="1")
        _identified(reference, document.publication, document.kind, document.published)
    classes = _add(data, "business:ClassificationIPCRDetails")
    for at, symbol in enumerate(document.classes, 1):
        _add(_add(classes, "business:ClassificationIPCR", sequence=str(at)), "base:Text", symbol)
    _add(data, "business:InventionTitle", document.title, lang="zh", dataFormat="original")
    priorities = _add(data, "business:PriorityDetails")
    for at, (office, number, day) in enumerate(document.priorities, 1):
        priority = _add(priorities, "business:Priority", dataFormat="original", sequence=str(at))
        _place(priority, office, number, day)
    _parties(_add(data, "business:Parties"), document)
    if document.divided_from:
        division = _add(_add(data, "business:RelatedDocuments"), "business:Division")
        _identified(division, document.divided_from, "", None)
    _add(_add(top, "business:Abstract", lang="zh"), "base:Paragraphs", document.abstract)
    _add(_add(_add(top, "business:Claims"), "business:Claim", num="0001"), "business:ClaimText", document.claim)
    return top


def _parties(parties: ET.Element, document: Document) -> None:
    applicants = _add(parties, "business:ApplicantDetails")
    for at, name in enumerate(document.applicants, 1):
        applicant = _add(applicants, "business:Applicant", sequence=str(at), dataFormat="original", lang="zh")
        book = _add(applicant, "base:AddressBook", lang="zh")
        _add(book, "base:Name", name)
        if at == 1:
            address = _add(book, "base:Address")
            _add(address, "base:PostBox", "0")  # what the office writes where it holds nothing
            _add(address, "base:Text", document.address)
    inventors = _add(parties, "business:InventorDetails")
    for at, name in enumerate(document.inventors, 1):
        inventor = _add(inventors, "business:Inventor", sequence=str(at), dataFormat="original", lang="zh")
        _add(_add(inventor, "base:AddressBook", lang="zh"), "base:Name", name)
    if document.agency:
        agent = _add(_add(parties, "business:AgentDetails"), "business:Agent", sequence="1", dataFormat="original")
        agency = _add(_add(agent, "business:Agency"), "base:AddressBook", lang="zh")
        _add(agency, "base:OrganizationName", document.agency)
        _add(_add(agent, "base:AddressBook", lang="zh"), "base:Name", document.attorney)


def _identified(reference: ET.Element, number: str, kind: str, day: date | None) -> None:
    identity = _add(reference, "base:DocumentID")
    _place(identity, "CN", number, None)
    if kind:
        _add(identity, "base:Kind", kind)
    if day:
        _add(identity, "base:Date", _day(day))


def _place(element: ET.Element, office: str, number: str, day: date | None) -> None:
    _add(element, "base:WIPOST3Code", office)
    _add(element, "base:DocNumber", number)
    if day:
        _add(element, "base:Date", _day(day))


def _element(name: str, text: str = "", **attributes: str) -> ET.Element:
    prefix, _, local = name.partition(":")
    made = ET.Element(f"{{{_PREFIXES[prefix]}}}{local}", attributes)
    made.text = text or None
    return made


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = _element(name, text, **attributes)
    parent.append(made)
    return made


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")
