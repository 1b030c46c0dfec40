"""The sample's photo shows the first of its signs and not the second."""

from __future__ import annotations

from xingzhi.engine.pictures.photo import check_photo
from xingzhi.sample.sign_pictures import draw_photo, draw_signs


def test_the_photo_shows_the_first_sign(tmp_path):
    first, second = draw_signs(tmp_path, ["示例甲", "示例乙"])
    checked = check_photo(draw_photo(first, tmp_path), {"first": first, "second": second})
    assert ([each.sign for each in checked.found], checked.signs) == (["first"], 2)
