"""What is wrong with the value of a cell, and what to do."""

from __future__ import annotations

VALUES: dict[str, tuple[str, str]] = {
    "word_too_short": (
        "“{value}”太短：至少两个字，一个字几乎到处都有",
        "“{value}” is too short: at least two characters, one alone stands nearly everywhere",
    ),
    "period_unreadable": (
        "统计期“{value}”读不懂：请写成 2024-03、2024年1—3月、2024年第一季度、2024年或截至2024年6月底",
        "the period “{value}” cannot be read: write it as 2024-03, 2024Q1, 2024 or 2024-06-30",
    ),
    "next_before_step": (
        "不能早于办理日期 {day}：请改日期，或留空",
        "cannot be before the day of the step, {day}: change the day or leave it blank",
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
    "report_year": (
        "年报年度“{value}”不是四位年份；请写成 2023 或 2023年度",
        "The report year “{value}” has not four digits; write 2023",
    ),
    "csv_open_quote": (
        "此格的引号没有配对，把后面的行也包了进来；请检查双引号后重新导出",
        "A quotation mark is not closed and has swallowed the following rows; correct the quotes or export again",
    ),
}
