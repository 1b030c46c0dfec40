"""Pictures of charts are called by what they show."""

from __future__ import annotations

from xingzhi.publish.files.offered import chart_files


def test_a_title_that_comes_twice_or_holds_signs_of_a_path():
    charts = [{"id": "a", "title": "有效量/件（月）"}, {"id": "b", "title": "有效量件（月）"}]
    assert list(chart_files(charts)) == ["图-有效量件（月）.svg", "图-有效量件（月）-b.svg"]
