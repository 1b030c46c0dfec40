"""What was done with a file or a row without anything being wrong."""

from __future__ import annotations

SKIPPED: dict[str, tuple[str, str]] = {
    "heading": ("表头", "heading"),
    "above_heading": ("表头以上的标题行", "above the heading"),
    "empty": ("空行", "empty row"),
    "numbered_only": ("只有序号的空行", "only a number"),
    "repeated_heading": ("重复的表头", "repeated heading"),
    "repeated_title": ("重复的标题", "repeated title"),
    "totals_row": ("合计行", "totals row"),
    "note_line": ("注释、填报说明等", "note"),
    "section_line": ("分节标题", "section title"),
}

NOTES: dict[str, tuple[str, str]] = {
    "several_classes": (
        "一行写了几个类别：按一类一件分成几条；商品没有标明属于哪一类，每条都写全",
        "a row with several classes became one record a class; its goods stand in each, since nothing says which are whose",
    ),
    "check_digit_added": ("申请号没有校验位，已按标准补上", "the application number had no check digit; it was added"),
    "rounded": ("小数多于四位，已四舍五入到四位", "more than four decimals; rounded to four"),
    "staff_as_written": (
        "有 {count} 行的社保人数不是数字（如“企业选择不公示”）：按原文保留，算作未知，不是 0",
        "the insured staff of {count} rows is no number (undisclosed, for instance): kept as written, unknown and not 0",
    ),
    "capital_as_written": (
        "有 {count} 行的注册资本或实缴资本没有写单位、不是人民币或不是数字：按原文保留，不折算，算作未知",
        "the capital of {count} rows has no unit, is not in yuan or is no number: kept as written, unconverted, unknown",
    ),
    "damaged_bytes": (
        "文件按 {encoding} 读取，从第 {line} 行起有损坏的字节；受影响的行会退回",
        "read as {encoding}; there are damaged bytes from line {line} on, and the rows concerned will be returned",
    ),
    "encoding_guessed": (
        "文件编码是推测的（{encoding}）；请看首几行是否为乱码，若是请另选编码",
        "the encoding is a guess ({encoding}); look at the first rows and choose another if they are garbled",
    ),
    "sheet_hidden": ("工作表“{sheet}”是隐藏的，默认不读", "sheet “{sheet}” is hidden and not taken by default"),
    "cells_lost": (
        "工作表“{sheet}”有 {count} 格是错误值或未计算的公式，所在行会退回",
        "sheet “{sheet}” has {count} cells with errors or uncomputed formulas; their rows will be returned",
    ),
    "html_tables": ("已按网页里的表格读取", "read as the tables of a web page"),
    "document_tables": (
        "已读取文档里的 {count} 张表格；表格以外的文字没有读",
        "{count} tables of the document were read; the text around them was not",
    ),
    "was_locked": (
        "收到的文件有密码，已用您输入的密码打开；密码没有保存",
        "the file was locked and was opened with the password given; the password is not kept",
    ),
    "was_converted": (
        "原文件是{kind_label}，已用本机的 LibreOffice 转换后读取；请看首几行是否完整",
        "the file was {kind_label} and was turned into a readable one by LibreOffice; see whether the rows are whole",
    ),
    "package_rest": (
        "压缩包里另有 {count} 个文件不是表格，没有读：{files}",
        "the archive also held {count} files that are no tables and were not read: {files}",
    ),
    "xml_shape": ("XML 文献，格式：{shape}", "XML documents of the shape: {shape}"),
    "xml_filing": (
        "这是申请人提交的申请文件（{file}：{parts}），文件里没有：{missing}",
        "Application documents as filed ({file}: {parts}); not in them: {missing}",
    ),
    "xml_family": (
        "文献里有同族信息，另列为“{sheet}”表；要入同族台账，请勾选“收过的文件也再收一次”上传，台账选“同族专利”",
        "The documents tell of family members, set out as the sheet “{sheet}”; to take those in, hand the file in again "
        "(“take a file again”) and choose the register of family members",
    ),
    "xml_number_missing": (
        "申请人的文件里没有申请号，这一行会退回；请在退回的工作簿里补上申请号再传，"
        "或把同一件申请的各个 XML 放进以申请号命名的文件夹，压成 ZIP 一起传",
        "The applicant's documents carry no application number and the row comes back: add it in the returned workbook, "
        "or put all XML files of the application into a folder named by its number and hand that in as ZIP",
    ),
    "xml_number_told": (
        "申请号 {number} 取自文件夹名“{name}”（校验位相符），不在文件内容里；请核对",
        "application number {number} is taken from the folder's name “{name}” (its check digit fits), not from the "
        "documents; check it",
    ),
}
