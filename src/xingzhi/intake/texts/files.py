"""Why a file cannot be read, and what to do; what kinds of files are called."""

from __future__ import annotations

KINDS: dict[str, tuple[str, str]] = {
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

FILES: dict[str, tuple[str, str]] = {
    "words_without_heading": (
        "没有找到“词语、类别、来源、日期、备注”的表头；请用空白模板",
        "no heading with word, kind, source, date and note was found; use the blank template",
    ),
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
