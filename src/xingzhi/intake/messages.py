"""Sentences for problem codes, in Chinese and English: what is wrong, and what to do. Where it is, the caller adds."""

from __future__ import annotations

from collections.abc import Mapping

_Pair = tuple[str, str]

FILE_KINDS: dict[str, _Pair] = {
    "docx": ("Word 文档（docx）", "a Word document (docx)"),
    "odt": ("OpenDocument 文字文档（odt）", "an OpenDocument text"),
    "doc": ("Word 或 WPS 文字文档（doc/wps）", "a Word or WPS text document"),
    "pdf": ("PDF 文件", "a PDF file"),
    "ofd": ("OFD 版式文件", "an OFD file"),
    "rtf": ("RTF 文档", "an RTF document"),
    "archive": ("压缩包", "an archive"),
    "picture": ("图片", "a picture"),
    "parquet": ("Parquet 数据文件", "a Parquet file"),
    "database": ("数据库文件", "a database file"),
    "xml": ("XML 文件", "an XML file"),
    "xml_spreadsheet": ("“XML 电子表格 2003”文件", "an “XML Spreadsheet 2003” file"),
    "unknown": ("无法识别的文件", "a file of unknown kind"),
}

CELL: dict[str, _Pair] = {
    "period_unreadable": (
        "统计期“{value}”读不懂：请写成 2024-03、2024年1—3月、2024年第一季度、2024年或截至2024年6月底",
        "the period “{value}” cannot be read: write it as 2024-03, 2024Q1, 2024 or 2024-06-30",
    ),
    "required_missing": ("此项必填，但单元格是空的；请补填", "This is required but the cell is empty; fill it in"),
    "required_not_in_file": (
        "文件中没有必需的“{column}”列，或该列未对应；请补上这一列或改正列对应",
        "The required column “{column}” is not in the file or not matched; add it or correct the matching",
    ),
    "record_unknown": (
        "台账里还没有这条记录，而本文件没有“{column}”列，不能新建；请先导入带“{column}”的文件，或补上这一列",
        "The record is not in the register yet and the file has no “{column}” column; import a file with it first",
    ),
    "extra_cells": (
        "本行有 {found} 格，表头只有 {width} 列，后面的内容可能错位；请检查是否多了分隔符",
        "The row has {found} cells but the heading {width} columns; values may be shifted, look for a stray separator",
    ),
    "number_missing": ("没有申请号；请补填", "There is no application number; fill it in"),
    "number_destroyed": (
        "申请号“{value}”被 Excel 改成了科学计数，末几位已经丢失，无法还原；请回到原系统重新导出，"
        "打开前把该列设为“文本”格式再保存",
        "Excel turned the application number into “{value}” and its last digits are lost; export it again from the "
        "original system and set the column to Text before saving",
    ),
    "number_check_digit": (
        "申请号“{value}”的校验位不对：写的是 {given}，按前面的数字应为 {computed}；请核对是否抄错",
        "The check digit of “{value}” is wrong: it says {given}, the digits give {computed}; look for a slip",
    ),
    "number_is_publication": (
        "“{value}”是公开（公告）号，不是申请号；请填写申请号，公开（公告）号另列一列",
        "“{value}” is a publication number, not an application number; give the application number here",
    ),
    "number_is_pct": (
        "“{value}”是国际申请号或国际公布号；请填写进入中国国家阶段后的申请号，尚未进入的不能入库",
        "“{value}” is an international number; give the number of the Chinese national phase",
    ),
    "number_several": (
        "一个单元格里有多个申请号：“{value}”；请每行只写一个",
        "One cell holds several application numbers: “{value}”; write one to a row",
    ),
    "number_kind": (
        "申请号“{value}”的种类号“{digit}”不存在（应为 1、2、3、8 或 9）；请核对",
        "The kind digit “{digit}” of “{value}” does not exist; check the number",
    ),
    "number_year": (
        "申请号“{value}”的年份 {year} 不可能；请核对",
        "The year {year} of “{value}” is impossible; check the number",
    ),
    "number_unreadable": (
        "“{value}”不是申请号；应为 12 位（2003 年 10 月前为 8 位）数字加校验位，如 201510736999.0",
        "“{value}” is no application number; it has 12 digits (8 before October 2003) and a check digit",
    ),
    "date_impossible": ("日期“{value}”不存在；请核对", "There is no such day as “{value}”; check it"),
    "date_incomplete": (
        "日期“{value}”缺月或缺日；请写全，如 2020-10-28",
        "The date “{value}” lacks its month or day; write it in full, as 2020-10-28",
    ),
    "date_order": (
        "日期“{value}”的年月日顺序不明；请写成 2020-10-28",
        "It is unclear what is day, month and year in “{value}”; write 2020-10-28",
    ),
    "date_unreadable": ("“{value}”不是日期；请写成 2020-10-28", "“{value}” is no date; write it as 2020-10-28"),
    "date_out_of_range": ("日期“{value}”过早；请核对", "The date “{value}” is too early; check it"),
    "date_in_future": (
        "日期“{value}”在今天（{today}）之后；请核对",
        "The date “{value}” lies after today ({today}); check it",
    ),
    "ipc_unreadable": (
        "分类号中的“{part}”无法识别；应如 A63B23/04，多个之间用分号",
        "“{part}” is no classification symbol; write A63B23/04, several with semicolons between",
    ),
    "locarno_unreadable": (
        "“{part}”不是外观设计分类号；应如 14-02，多个之间用分号",
        "“{part}” is no Locarno class; write 14-02, several with semicolons between",
    ),
    "class_became_date": (
        "分类号被 Excel 改成了日期“{value}”；请把该列设为“文本”格式后重新导出或重填",
        "Excel turned the class into the date “{value}”; set the column to Text and export or type it again",
    ),
    "text_too_long": (
        "文字有 {length} 个字，超过上限 {limit}；请检查是否串列或精简",
        "The text has {length} characters, more than {limit}; look for shifted columns or shorten it",
    ),
    "digits_lost": (
        "“{value}”位数过长，作为数字保存时末几位已经丢失；请把该列设为“文本”格式后重新导出",
        "“{value}” is too long for a number cell and has lost digits; set the column to Text and export again",
    ),
    "choice_unknown": (
        "“{value}”不在可选值中；应为：{allowed}",
        "“{value}” is not one of the values allowed: {allowed}",
    ),
    "region_unknown": (
        "找不到地区“{value}”；请填写全称或六位行政区划代码，重名的区县写明所在市",
        "No region “{value}” is known; give its full name or six-digit code, with its city where names repeat",
    ),
    "integer_unreadable": ("“{value}”不是整数；请只填数字", "“{value}” is no whole number; give digits only"),
    "decimal_unreadable": (
        "“{value}”不是数字；请只填数字，不带单位、百分号或约数",
        "“{value}” is no number; give digits only, without unit or per-cent sign",
    ),
    "credit_code_length": (
        "统一社会信用代码“{value}”有 {length} 位，应为 18 位；请核对（旧的注册号、组织机构代码不能代替）",
        "The credit code “{value}” has {length} characters instead of 18; older registration numbers do not replace it",
    ),
    "credit_code_check_digit": (
        "统一社会信用代码“{value}”的校验位不对，按前 17 位应为 {computed}；请核对是否抄错",
        "The check character of “{value}” is wrong, the other 17 give {computed}; look for a slip in copying",
    ),
    "credit_code_form": (
        "统一社会信用代码“{value}”含有不允许的字符或结构不对；请核对（不含字母 I、O、Z、S、V）",
        "The credit code “{value}” holds characters it cannot have (I, O, Z, S, V) or is built wrongly; check it",
    ),
    "cell_error": (
        "此格是 Excel 错误值（如 #N/A、#REF!），原值已丢失；请修正公式或粘贴为数值",
        "The cell is a spreadsheet error (#N/A, #REF! …); mend the formula or paste its value",
    ),
    "cell_not_computed": (
        "此格的公式没有计算结果；请用 Excel 或 WPS 打开并保存一次，或粘贴为数值",
        "The formula in this cell has no result; open and save the file in Excel or WPS once, or paste its value",
    ),
    "damaged_characters": (
        "此格含有损坏的字符“{value}”；请从原系统重新导出，或改正乱码处",
        "The cell holds damaged characters “{value}”; export again or correct them",
    ),
    "cell_cut": (
        "此格在退回时因超过 Excel 单元格上限被截断；请在原文件（CSV）中改正后重新上传",
        "This cell was cut when it was returned, being too long for a spreadsheet; mend the original CSV instead",
    ),
    "pledge_unnumbered": (
        "既没有质押登记号也没有质押登记日，分不清同一专利的几次质押；请至少补填一项",
        "There is neither a registration number nor its day, so pledges of one patent cannot be told apart; give one",
    ),
    "mark_number_unreadable": (
        "商标申请/注册号“{value}”无法识别；请写成 12345678，国际注册写成 G1234567",
        "The trademark number “{value}” cannot be read; write 12345678, an international registration as G1234567",
    ),
    "nice_class_unknown": (
        "“{value}”不是商品和服务国际分类的类别；请写 1 至 45 的类号，多个类别用分号隔开",
        "“{value}” is no class of the Nice Classification; give 1 to 45, several separated by semicolons",
    ),
    "term_unreadable": (
        "专用权期限“{value}”看不出起止两个日期；请写成 2015-03-28 至 2025-03-27，或分两列填写",
        "The term “{value}” does not give two days; write 2015-03-28 - 2025-03-27, or use two columns",
    ),
    "term_ends_before": (
        "保护期止“{value}”早于保护期起 {begin}；请核对是否填反",
        "The protection ends on {value}, before it begins on {begin}; check both days",
    ),
    "zone_member_unnamed": (
        "只有开发区名称，没有写成员名称、信用代码或地址字样，无法判断哪些专利在区内；请至少补填一项",
        "The row names a zone only; give the member's name, its credit code or words of the address",
    ),
    "released_before_registered": (
        "质押解除日“{value}”早于质押登记日 {registered}；请核对是否填反",
        "The pledge was released on {value}, before it was registered on {registered}; check both days",
    ),
    "due_before_registered": (
        "债务履行期限届满日“{value}”早于质押登记日 {registered}；请核对",
        "The debt is due on {value}, before the pledge was registered on {registered}; check both days",
    ),
    "ended_before_granted": (
        "同族终止日“{value}”早于同族授权日 {granted}；请核对是否填反",
        "The family member ended on {value}, before it was granted on {granted}; check both days",
    ),
    "notice_before_filing": (
        "通报日期“{value}”早于申请日 {filed}；请核对是否填反",
        "Notified on {value}, before the application was filed on {filed}; check both days",
    ),
    "due_before_notice": (
        "答复期限“{value}”早于通报日期 {notice}；请核对",
        "The reply is due on {value}, before the notice of {notice}; check both days",
    ),
    "report_year": (
        "年报年度“{value}”不是四位年份；请写成 2023 或 2023年度",
        "The report year “{value}” has not four digits; write 2023",
    ),
    "key_would_change": (
        "这一项是区分记录的依据，改了就成了另一条记录；请导入正确的一行",
        "This tells the record from others; changed, it would be another record. Import a correct row instead",
    ),
    "outside_region": (
        "本行属于其他地区，您无权录入或修改；请交由该地区或盟级办理",
        "The row belongs to another region and you may not enter or change it; hand it to that region or the league",
    ),
    "csv_open_quote": (
        "此格的引号没有配对，把后面的行也包了进来；请检查双引号后重新导出",
        "A quotation mark is not closed and has swallowed the following rows; correct the quotes or export again",
    ),
}

SKIPPED: dict[str, _Pair] = {
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

NOTES: dict[str, _Pair] = {
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

FILE: dict[str, _Pair] = {
    "kind_not_readable": (
        "这是{kind_label}，暂不能读取；请在 Excel 或 WPS 中另存为 .xlsx 后再上传",
        "This is {kind_label}, which cannot be read yet; save it as .xlsx and upload it again",
    ),
    "file_empty": ("文件是空的；请检查导出是否成功", "The file is empty; check whether the export succeeded"),
    "file_damaged": (
        "文件已损坏，打不开（{detail}）；请重新导出或另存后再上传",
        "The file is damaged and does not open ({detail}); export or save it again",
    ),
    "file_encrypted": (
        "文件有密码保护；请输入密码，或在 Excel、WPS 中取消密码后另存再上传",
        "The file is protected by a password; give the password, or remove it and save the file again",
    ),
    "password_needed": ("文件有密码，要输入密码才能打开", "The file is locked and opens with its password only"),
    "password_wrong": (
        "密码不对，文件没有打开；请核对大小写和全半角后再输入",
        "The password is wrong and the file was not opened; check it and enter it again",
    ),
    "lock_unknown": (
        "这种加密方式读不了（如 WPS 账号加密、文档权限）；请在原软件中取消加密，另存为 .xlsx 后再传",
        "This way of locking a file cannot be read; remove it in the program it was made with and save it as .xlsx",
    ),
    "archive_unreadable": (
        "压缩包打不开（{file}）：只收 ZIP，RAR、7z 或损坏的压缩包请先解压，再传里面的文件",
        "The archive does not open ({file}): only ZIP is taken; unpack others and hand in the files",
    ),
    "archive_empty": (
        "压缩包里没有可读的表格（另有 {ignored} 个图片、PDF 等文件）",
        "The archive holds no table that can be read ({ignored} pictures, PDF and the like)",
    ),
    "archive_unsafe": (
        "压缩包里有指向包外的路径或链接（{file}），整包不收；请让对方重新压缩",
        "The archive holds a path or link that leads out of it ({file}) and is refused; have it packed again",
    ),
    "archive_bomb": (
        "压缩包解开后超出上限（{files} 个文件、共 {total} GB，或膨胀倍数异常），没有收；请分批发送",
        "Unpacked, the archive goes beyond what is allowed ({files} files, {total} GB, or an odd growth); split it",
    ),
    "archive_too_deep": (
        "压缩包里套了太多层压缩包（{file}）；请解开一层再传",
        "Archives are packed in archives too often ({file}); unpack one and hand it in again",
    ),
    "converter_missing": (
        "这是{kind_label}，本机没有装 LibreOffice，不能自动转换；请用 WPS 或 Office 打开，"
        "点“另存为”，类型选 .{target}，再传",
        "This is {kind_label} and LibreOffice is not installed here; open it in WPS or Office, save it as .{target} "
        "and hand that in",
    ),
    "converter_failed": (
        "这是{kind_label}，自动转换没有成功；请用 WPS 或 Office 另存为 .xlsx 或 .docx 后再传",
        "This is {kind_label} and could not be converted; save it as .xlsx or .docx in WPS or Office",
    ),
    "converter_too_slow": (
        "自动转换超过 {seconds} 秒，已停止；请用 WPS 或 Office 另存为 .xlsx 或 .docx 后再传",
        "The conversion took more than {seconds} seconds and was ended; save the file as .xlsx or .docx",
    ),
    "no_heading_known": ("没有认出任何台账的表头", "No heading of any register was found"),
    "document_without_table": (
        "这份文档里没有表格；请把清单做成表格，或另存为 .xlsx 再传",
        "The document holds no table; make the list a table or save it as .xlsx",
    ),
    "table_too_big": (
        "表格的合并单元格超出合理范围，无法展开；请另存为 .xlsx 再传",
        "The table's merged cells go beyond all measure; save it as .xlsx",
    ),
    "xml_entities": (
        "XML 文件（{file}）里定义了实体，可能撑爆内存或读取本机文件，不收；请向来源单位要不含 DTD 实体的文件",
        "The XML file ({file}) defines entities, which may exhaust memory or read local files, and is refused",
    ),
    "xml_encoding": (
        "XML 文件（{file}）写明的编码是 {encoding}，内容却不是（第 {line} 行）；请从来源重新导出",
        "The XML file ({file}) says it is written in {encoding} but is not (line {line}); export it again",
    ),
    "xml_damaged": (
        "XML 文件（{file}）第 {line} 行第 {column} 列处损坏（{detail}）；请重新下载或导出",
        "The XML file ({file}) is damaged at line {line}, column {column} ({detail}); fetch it again",
    ),
    "xml_too_big": (
        "XML 文件（{file}）里一件文献超过 {limit} MB，或层次过深，不像专利文献，没有读",
        "A document in the XML file ({file}) is larger than {limit} MB or too deep, and was not read",
    ),
    "xml_unknown": (
        "XML 文件（{file}）不是认得的专利或商标文献，根元素是“{root}”；能读国家知识产权局公布数据、申请文件、WIPO ST.36 和 ST.96",
        "The XML file ({file}) is no patent or trademark document known here; its root element is “{root}”",
    ),
    "file_too_big": (
        "文件解开后超过 {limit} GB；请另存为 CSV 或分成几个文件",
        "The file unpacks to more than {limit} GB; save it as CSV or split it",
    ),
    "file_without_cells": ("文件里没有任何有内容的工作表", "No sheet of the file holds anything"),
    "html_without_table": (
        "这是网页文件，里面没有表格；请在浏览器或 Excel 中打开，另存为 .xlsx",
        "This is a web page without a table; open it and save the table as .xlsx",
    ),
    "encoding_unknown": (
        "认不出文件的编码；请在 Excel 或 WPS 中另存为“CSV UTF-8”或 .xlsx，或指定编码",
        "The encoding cannot be told; save the file as CSV UTF-8 or .xlsx, or name the encoding",
    ),
    "encoding_unknown_name": ("没有名为“{name}”的编码", "There is no encoding named “{name}”"),
    "csv_field_too_long": (
        "第 {row} 行（文件第 {line} 行）起有一格异常长，多半是双引号没有配对；请检查后重新导出",
        "From row {row} (line {line}) a cell is too long, probably a quotation mark is not closed; correct it",
    ),
}

MESSAGES: dict[str, _Pair] = {**CELL, **SKIPPED, **NOTES, **FILE}


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _position(language: str) -> int:
    return 1 if language.startswith("en") else 0


def message(code: str, params: Mapping[str, object] | None = None, language: str = "zh") -> str:
    """The sentence for a code; a code without one is shown as it is. A parameter in two languages is {zh, en}."""
    if code not in MESSAGES:
        return code
    filled = _Lenient(
        (name, value[("zh", "en")[_position(language)]] if isinstance(value, Mapping) else value)
        for name, value in (params or {}).items()
    )
    if "kind" in filled:
        filled["kind_label"] = FILE_KINDS.get(str(filled["kind"]), FILE_KINDS["unknown"])[_position(language)]
    if filled.get("file") == "":
        filled["file"] = ("本文件", "this file")[_position(language)]
    return MESSAGES[code][_position(language)].format_map(filled)
