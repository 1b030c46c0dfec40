"""Invented notices, and files that hold them: Word, PDF and OFD written by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from docx import Document

from xingzhi.plans.reading.plain_text import with_tables
from xingzhi.plans.reading.reading import Notice, read_notice
from xingzhi.plans.reading.received import Line, Received

WRAPPED = """\
示例盟知识产权局办公室文件
示知办发［2025］3号
示例盟知识产权局办公室
关于印发《示例盟商标品牌建设三年行动
计划》的通知
各旗县市知识产权局，盟直有关单位：
《示例盟商标品牌建设三年行动计划》已经局务会议研究通过，现
印发给你们，请认真组织实施。
联系人：某某，联系电话：0000-0000000。
示例盟知识产权局办公室
2025年 1月 8日
（此件依申请公开）
示例盟商标品牌建设三年行动计划
为深入实施《商标条例示例》（示发〔2024〕8号），制定本计划。
一、工作目标
到2027年底，全盟有效注册商标量达到3万件，新增地理标志证明商
标不少于4件。持续提升品牌影响力。
二、重点任务
（一）培育壮大市场主体品牌
建立重点商标名录，每年新增入库企业50家，指导企业运用商标质
押融资，质押金额年均增长15%。落实《商标条例示例》有关要求。﹝商
标科、运用促进科，各旗县市局（知识产
— 2 —
权局）﹞
（二）推进区域品牌建设
打造区域公用品牌，2026年6月底前完成集体商标注册［商标科牵头，
农牧局、各旗县市局按职责分工负责］。
（四）加强品牌保护
曝光典型案例不少于10件。(执法稽查科, 商标科; 各旗县市局
三、组织保障
各旗县市局要加强组织领导，于2025年12月6日前将工作总结报送盟局。
附件：2025年示例盟商标品牌建设任务清单
"""

PLAIN = """\
示例旗市场监督管理局
关于报送2025年度知识产权工作总结的通知

各苏木镇市场监管所、机关各股室：
    请各单位认真总结本年度工作，于11月25日（星期二）前报送知识产权股。报送情况由办公室牵头、知识产权股配合
定期通报。
    一、报送范围。机关各股室和各苏木镇市场监管所。
    二、数据核对。
    1.核对专利数据。知识产权股负责，11月15日前完成。
    2.核对商标数据至少2次，由登记股会同各市场监管所办理。
    3.各市场监管所应于自本通知印发之日起10个工作日内报送名单。
                        示例旗市场监督管理局
                          二〇二五年十一月三日
"""

TABLE = [
    ("序号", "重点任务", "具体措施", "责任单位", "完成时限"),
    ("1", "提升质量", "组织专题培训不少于6期", "促进科\n保护中心", "全年"),
    ("2", "提升质量", "6月底前完成政策修订", "市财政局（牵头）、市税务局", "2024年6月"),
    ("3", "加强保护", "新建品牌指导站10个", "商标科、各区县局", "10月底前"),
]


def read(text: str) -> Notice:
    """A notice given as plain text."""
    return read_notice(Received("text", tuple(with_tables([Line(each) for each in text.split("\n")])), wrapped=True))


def word(path: Path, paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> Path:
    """A Word document of paragraphs and one table."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for at, row in enumerate(table):
            for column, text in enumerate(row):
                made.cell(at, column).text = text
    document.save(str(path))
    return path


def pdf(path: Path, lines: Sequence[str], table: Sequence[Sequence[str]] = ()) -> Path:
    """A PDF of one page: lines of text, and below them a ruled table with cells of 90 points."""
    shown = [_at(70, 780 - 20 * at, text) for at, text in enumerate(lines)]
    top = 770 - 20 * len(lines)
    for at, row in enumerate(table):
        for column, text in enumerate(row):
            for below, part in enumerate(text[begun : begun + 6] for begun in range(0, len(text), 6)):
                shown.append(_at(72 + 90 * column, top - 52 * at - 14 - 14 * below, part))
    width, height = 90 * len(table[0]) if table else 0, 52 * len(table)
    shown += [f"70 {top - 52 * at} m {70 + width} {top - 52 * at} l S" for at in range(len(table) + 1) if table]
    shown += [f"{70 + 90 * at} {top} m {70 + 90 * at} {top - height} l S" for at in range(width // 90 + 1) if table]
    return _pdf(path, "\n".join(shown), "")


def scanned(path: Path) -> Path:
    """A PDF whose only page is a picture."""
    picture = "4 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream endobj\n"
    return _pdf(path, "q 500 0 0 700 50 50 cm /P Do Q", picture)


def _at(left: int, bottom: int, text: str) -> str:
    return f"BT /F 12 Tf {left} {bottom} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def _pdf(path: Path, content: str, picture: str) -> Path:
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>"
    )
    body = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F {font}>>"
        f"{'/XObject<</P 4 0 R>>' if picture else ''}>>>>endobj\n{picture}"
        f"5 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    path.write_bytes(body.encode("latin-1"))
    return path


def ofd(path: Path, lines: Sequence[str], table: Sequence[Sequence[str]] = ()) -> Path:
    """An OFD of one page, its lines in an order that is not that of the page; a ruled table below them."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    texts = "".join(
        f'<ofd:TextObject ID="{at + 10}" Boundary="30 {20 + 10 * at} 150 6" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {max(len(text) - 1, 1)} 5">{text}</ofd:TextCode></ofd:TextObject>'
        for at, text in reversed(list(enumerate(lines)))
    )
    top = 25 + 10 * len(lines)
    for at, row in enumerate(table):
        texts += "".join(
            f'<ofd:TextObject ID="{200 + 10 * at + column}" Boundary="{32 + 50 * column} {top + 10 * at + 2} 48 6" Size="4">'
            f'<ofd:TextCode X="0" Y="4" DeltaX="g {max(len(text) - 1, 1)} 4">{text}</ofd:TextCode></ofd:TextObject>'
            for column, text in enumerate(row)
        )
    if table:
        wide, high = 50 * len(table[0]), 10 * len(table)
        boxes = [(30, top + 10 * at, wide, 0.2) for at in range(len(table) + 1)]
        boxes += [(30 + 50 * at, top, 0.2, high) for at in range(len(table[0]) + 1)]
        texts += "".join(
            f'<ofd:PathObject ID="{500 + at}" Boundary="{" ".join(map(str, box))}"/>' for at, box in enumerate(boxes)
        )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        )
        archive.writestr(
            "Doc_0/Pages/Page_0/Content.xml",
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>",
        )
    return path
