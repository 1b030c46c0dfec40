"""What offices write beside the rows of a sheet: remarks, fill colours, and the sheet's name; taken by many registers."""

from __future__ import annotations

from xingzhi.core.declare import Choice, Column, Kind

COLOURS = (
    Choice("red", "红", "Red"),
    Choice("orange", "橙", "Orange"),
    Choice("yellow", "黄", "Yellow"),
    Choice("green", "绿", "Green"),
    Choice("cyan", "青", "Cyan"),
    Choice("blue", "蓝", "Blue"),
    Choice("purple", "紫", "Purple"),
    Choice("pink", "粉", "Pink"),
    Choice("brown", "棕", "Brown"),
    Choice("grey", "灰", "Grey"),
    Choice("black", "黑", "Black"),
    Choice("none", "无", "None"),  # the row had no colour in a sheet that gives colours to others
)

# fmt: off
SHEET_MARKS = (
    Column("remark", Kind.LONG_TEXT, "备注", "Remark", search="head"),
    Column("mark_colour", Kind.CHOICE, "标记颜色", "Mark colour", filtered=True, choices=COLOURS, derived=True),
    Column("mark_rgb", Kind.TEXT, "标记色值", "Mark RGB", derived=True, max_length=40),
    Column("source_sheet", Kind.TEXT, "来源工作表", "Source sheet", derived=True),
)
# fmt: on
