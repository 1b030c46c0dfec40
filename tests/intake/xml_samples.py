"""Patent documents in the shapes of the standards, written here for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xingzhi.intake.readers import open_book

NUMBER = "202010000001.1"

ZC0012 = """<?xml version="1.0" encoding="utf-8"?>
<cn-patent-document lang="zh" country="CN"><cn-bibliographic-data>
<cn-publication-reference><document-id><country>CN</country><doc-number>111000001</doc-number><kind>A</kind><date>20210302</date></document-id></cn-publication-reference>
<application-reference appl-type="10"><document-id><country>CN</country><doc-number>202010000001.1</doc-number><date>20200304</date></document-id></application-reference>
<priority-claims>
 <priority-claim sequence="1"><country>KR</country><doc-number>10-2019-0100096</doc-number><date>20190810</date></priority-claim>
 <priority-claim sequence="2"><country>JP</country><doc-number>2019-123456</doc-number><date>20190901</date></priority-claim>
</priority-claims>
<classifications-ipcr>
 <classification-ipcr><text>A01B1/00(2006.01)I</text></classification-ipcr>
 <classification-ipcr><section>B</section><class>02</class><subclass>C</subclass><main-group>2</main-group><subgroup>10</subgroup></classification-ipcr>
</classifications-ipcr>
<cn-related-documents><division><relation><parent-doc><document-id><country>CN</country><doc-number>201910000001.9</doc-number><date>20190105</date></document-id></parent-doc></relation></division></cn-related-documents>
<cn-parties><cn-applicants>
 <cn-applicant sequence="1"><addressbook lang="zh"><name>示例甲有限公司</name><address><text>137400 内蒙古自治区兴安盟示例路1号</text></address></addressbook>
  <addressbook lang="en"><name>Example A Co., Ltd.</name><address><text>1 Example Rd</text></address></addressbook></cn-applicant>
 <cn-applicant sequence="2"><addressbook lang="zh"><name>示例乙大学</name></addressbook></cn-applicant></cn-applicants>
 <cn-inventors><cn-inventor sequence="1"><name>甲一</name></cn-inventor><cn-inventor sequence="2"><name>乙二</name></cn-inventor></cn-inventors>
 <cn-agents><cn-agent sequence="1"><cn-agency><name>示例专利代理有限公司</name></cn-agency><name>丙三</name></cn-agent></cn-agents></cn-parties>
<invention-title lang="en">A device</invention-title><invention-title lang="zh">一种装置</invention-title>
<abstract lang="en"><p>A device.</p></abstract><abstract lang="zh"><p>一种装置，包括<br/>
机架。</p><p>另一段。</p></abstract></cn-bibliographic-data>
<application-body><claims><claim num="1"><claim-text>1.一种装置，包括：<claim-text>机架；</claim-text><claim-text>电机。</claim-text></claim-text></claim><claim num="2"><claim-text>2.其他。</claim-text></claim></claims></application-body>
</cn-patent-document>"""  # noqa: E501

DOCDB = """<?xml version="1.0" encoding="utf-8"?>
<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange"><exch:exchange-document country="CN" doc-number="111000001" kind="A"><exch:bibliographic-data>
<exch:publication-reference data-format="docdb"><document-id lang="zh"><country>CN</country><doc-number>111000001</doc-number><kind>A</kind><date>20210302</date></document-id></exch:publication-reference>
<exch:application-reference data-format="docdb"><document-id><country>CN</country><doc-number>202010000001</doc-number><kind>A</kind><date>20200304</date></document-id></exch:application-reference>
<exch:application-reference data-format="original"><document-id><doc-number>202010000001.1</doc-number><date>20200304</date></document-id></exch:application-reference>
<exch:parties><exch:applicants>
 <exch:applicant sequence="1" data-format="docdb"><exch:applicant-name><name>EXAMPLE A CO LTD</name></exch:applicant-name></exch:applicant>
 <exch:applicant sequence="2" data-format="docdb"><exch:applicant-name><name>DOE JANE</name></exch:applicant-name></exch:applicant>
 <exch:applicant sequence="1" data-format="original"><exch:applicant-name><name>示例甲有限公司</name></exch:applicant-name></exch:applicant>
</exch:applicants></exch:parties>
<exch:invention-title lang="en" data-format="docdba">Device</exch:invention-title><exch:invention-title lang="zh" data-format="original">一种装置</exch:invention-title>
</exch:bibliographic-data><exch:patent-family>
<exch:family-member><exch:publication-reference data-format="docdb"><document-id><country>US</country><doc-number>2021123456</doc-number><kind>A1</kind></document-id></exch:publication-reference></exch:family-member>
<exch:family-member><exch:publication-reference data-format="docdb"><document-id><country>CN</country><doc-number>111000001</doc-number><kind>A</kind></document-id></exch:publication-reference></exch:family-member>
</exch:patent-family></exch:exchange-document></exch:exchange-documents>"""  # noqa: E501

ST96 = """<?xml version="1.0" encoding="utf-8"?>
<pat:PatentPublication xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent" xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"><pat:BibliographicData>
<pat:PatentPublicationIdentification><com:IPOfficeCode>CN</com:IPOfficeCode><pat:PublicationNumber>111000001</pat:PublicationNumber><com:PatentDocumentKindCode>A</com:PatentDocumentKindCode><com:PublicationDate>2021-03-02</com:PublicationDate></pat:PatentPublicationIdentification>
<pat:ApplicationIdentification><com:IPOfficeCode>CN</com:IPOfficeCode><com:ApplicationNumber><com:ApplicationNumberText>202010000001.1</com:ApplicationNumberText></com:ApplicationNumber><pat:FilingDate>2020-03-04</pat:FilingDate></pat:ApplicationIdentification>
<pat:PriorityClaimBag><pat:PriorityClaim com:sequenceNumber="1"><com:IPOfficeCode>KR</com:IPOfficeCode><com:ApplicationNumber><com:ApplicationNumberText>10-2019-0100096</com:ApplicationNumberText></com:ApplicationNumber><pat:FilingDate>2019-08-10</pat:FilingDate></pat:PriorityClaim></pat:PriorityClaimBag>
<pat:PatentClassificationBag><pat:IPCRClassificationBag><pat:IPCRClassification com:sequenceNumber="1"><pat:Section>A</pat:Section><pat:Class>01</pat:Class><pat:Subclass>B</pat:Subclass><pat:MainGroup>1</pat:MainGroup><pat:Subgroup>00</pat:Subgroup></pat:IPCRClassification></pat:IPCRClassificationBag></pat:PatentClassificationBag>
<pat:InventionTitleBag><pat:InventionTitle com:languageCode="en">Device</pat:InventionTitle><pat:InventionTitle com:languageCode="zh">一种装置</pat:InventionTitle></pat:InventionTitleBag>
<pat:PartyBag><pat:ApplicantBag><pat:Applicant com:sequenceNumber="1"><com:PublicationContact com:languageCode="en"><com:Name><com:EntityName>Example A</com:EntityName></com:Name></com:PublicationContact><com:PublicationContact com:languageCode="zh"><com:Name><com:EntityName>示例甲有限公司</com:EntityName></com:Name></com:PublicationContact></pat:Applicant>
<pat:Applicant com:sequenceNumber="2"><com:Contact><com:Name><com:PersonName><com:PersonStructuredName><com:LastName>Doe</com:LastName><com:FirstName>Jane</com:FirstName></com:PersonStructuredName></com:PersonName></com:Name></com:Contact></pat:Applicant></pat:ApplicantBag></pat:PartyBag>
<pat:RelatedDocumentBag><pat:Division><pat:ParentDocument><pat:PatentDocumentIdentification><pat:ApplicationIdentification><com:ApplicationNumber><com:ApplicationNumberText>201910000001.9</com:ApplicationNumberText></com:ApplicationNumber></pat:ApplicationIdentification></pat:PatentDocumentIdentification></pat:ParentDocument></pat:Division></pat:RelatedDocumentBag>
</pat:BibliographicData><pat:Abstract><pat:P>一种装置。</pat:P></pat:Abstract></pat:PatentPublication>"""  # noqa: E501

FILING = {
    "claims.xml": "<cn-application-body><cn-claims><claim num='1'><claim-text>一种装置，包括机<br/>\n架。</claim-text></claim></cn-claims></cn-application-body>",  # noqa: E501
    "description.xml": "<cn-application-body><description><invention-title>一种装置<br/>\n</invention-title><p>技术领域</p></description></cn-application-body>",  # noqa: E501
    "abstract.xml": "<cn-application-body><cn-abstract><p>本发明公开了一种装<br/>\n置。</p></cn-abstract></cn-application-body>",
}


def rows_of(path: Path, encoding: str | None = None) -> list[dict[str, str]]:
    """The documents of a file as heading -> text, what is not there left out."""
    sheet = open_book(path, encoding).sheets[0]
    (_, head), *rows = sheet.rows()
    return [
        {str(heading): str(cell) for heading, cell in zip(head, cells, strict=True) if cell is not None}
        for _, cells in rows
    ]


def write_filing(folder: Path, name: str, parts: Mapping[str, str] = FILING) -> Path:
    """An application as filed: a folder with its parts."""
    made = folder / name
    made.mkdir()
    for file, text in parts.items():
        (made / file).write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', encoding="utf-8")
    return made


TRADEMARK = """<?xml version="1.0" encoding="utf-8"?>
<tmk:TrademarkTransaction xmlns:tmk="http://www.wipo.int/standards/XMLSchema/ST96/Trademark" xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"><tmk:TrademarkBag>
<tmk:Trademark><com:RegistrationOfficeCode>CN</com:RegistrationOfficeCode>
<com:ApplicationNumber><com:IPOfficeCode>CN</com:IPOfficeCode><com:ApplicationNumberText>990000001</com:ApplicationNumberText></com:ApplicationNumber>
<tmk:ApplicationDate>2026-02-03</tmk:ApplicationDate><tmk:MarkCategory>Trademark</tmk:MarkCategory>
<tmk:MarkRepresentation><tmk:MarkFeatureCategory>Word</tmk:MarkFeatureCategory><tmk:MarkReproduction><tmk:WordMarkSpecification>
<tmk:MarkVerbalElementText>示例牧歌</tmk:MarkVerbalElementText></tmk:WordMarkSpecification></tmk:MarkReproduction></tmk:MarkRepresentation>
<tmk:GoodsServicesBag><tmk:GoodsServices><tmk:GoodsServicesClassificationBag>
<tmk:GoodsServicesClassification><tmk:ClassificationKindCode>Nice</tmk:ClassificationKindCode><tmk:ClassNumber>30</tmk:ClassNumber></tmk:GoodsServicesClassification>
<tmk:GoodsServicesClassification><tmk:ClassificationKindCode>Nice</tmk:ClassificationKindCode><tmk:ClassNumber>9</tmk:ClassNumber></tmk:GoodsServicesClassification>
</tmk:GoodsServicesClassificationBag><tmk:ClassDescriptionBag>
<tmk:ClassDescription><tmk:ClassNumber>30</tmk:ClassNumber><tmk:GoodsServicesDescriptionText com:languageCode="zh">米</tmk:GoodsServicesDescriptionText></tmk:ClassDescription>
</tmk:ClassDescriptionBag></tmk:GoodsServices></tmk:GoodsServicesBag>
<tmk:PublicationBag><tmk:Publication><com:PublicationIdentifier>1990</com:PublicationIdentifier><com:PublicationDate>2026-08-06</com:PublicationDate></tmk:Publication></tmk:PublicationBag>
<tmk:ApplicantBag><tmk:Applicant><com:Contact><com:Name><com:OrganizationName><com:OrganizationStandardName>示例牧业有限公司</com:OrganizationStandardName></com:OrganizationName></com:Name>
<com:PostalAddressBag><com:PostalAddress><com:PostalAddressText>内蒙古自治区兴安盟突泉县示例路1号</com:PostalAddressText></com:PostalAddress></com:PostalAddressBag></com:Contact></tmk:Applicant></tmk:ApplicantBag>
</tmk:Trademark></tmk:TrademarkBag></tmk:TrademarkTransaction>"""  # noqa: E501
