"""A changed copy of a picture is found again among others, and the change is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageFilter, ImageOps

from tests.engine.pictures.drawn import folder_of, shape
from xingzhi.engine.pictures.describing import describe
from xingzhi.engine.pictures.index import MOST_PARTS, Index, build
from xingzhi.engine.pictures.ranking import Found, rank
from xingzhi.engine.pictures.store import NAME
from xingzhi.packs import load
from xingzhi.screening.similar_marks.pictures.cli import limits_of

NUMBER = 24
LIMITS = limits_of(load().mark_similarity)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = folder_of(tmp_path_factory.mktemp("shapes") / "shapes", NUMBER)
    return build(folder, folder).held


def nearest(image: Image.Image, index: Index, where: Path) -> Found:
    image.save(where / "asked.png")
    return rank(describe(where / "asked.png"), index, 1, LIMITS)[0]


def outline(image: Image.Image) -> Image.Image:
    edges = image.convert("L").filter(ImageFilter.FIND_EDGES).crop((1, 1, image.width - 1, image.height - 1))
    return ImageOps.invert(edges.filter(ImageFilter.MaxFilter(3)))


def cropped(image: Image.Image) -> Image.Image:
    tight = image.crop(ImageOps.invert(image).getbbox())
    return tight.crop((0, 0, tight.width * 7 // 10, tight.height * 8 // 10))


@pytest.mark.parametrize("number", [3, 7, 17])
@pytest.mark.parametrize(
    ("change", "make"),
    [
        ("same", lambda image: image.resize((90, 90), Image.Resampling.LANCZOS)),
        ("rotated", lambda image: image.rotate(70, Image.Resampling.BICUBIC, expand=True, fillcolor="white")),
        ("mirrored", ImageOps.mirror),
        ("inverted", ImageOps.invert),
        ("cropped", cropped),
    ],
)
def test_a_changed_copy_is_first_and_its_change_told(change, make, number, index, tmp_path):
    found = nearest(make(shape(number)), index, tmp_path)
    assert found.name == f"shape{number:02d}.png"
    assert found.changes == (change,)


def test_a_cut_out_that_was_turned_is_first(index, tmp_path):
    part = cropped(shape(12))
    framed = ImageOps.expand(part, 24, "white").rotate(50, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found = nearest(framed, index, tmp_path)
    assert (found.name, found.changes) == ("shape12.png", ("cropped", "rotated"))


@pytest.mark.parametrize("number", [3, 17])
def test_an_outline_is_told_from_the_filled_picture(number, index, tmp_path):
    found = nearest(outline(shape(number)), index, tmp_path)
    assert (found.name, found.changes) == (f"shape{number:02d}.png", ("outline",))


def test_the_turn_is_told_in_degrees(index, tmp_path):
    turned = shape(5).rotate(-50, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    assert abs(abs(nearest(turned, index, tmp_path).degrees) - 50) <= 4


def test_another_shape_is_far_and_unexplained(index, tmp_path):
    assert nearest(shape(99), index, tmp_path).changes == ()


def test_colour_and_transparency_make_no_difference(index, tmp_path):
    black = shape(4).convert("L")
    green = Image.new("RGBA", black.size, (20, 140, 60, 0))
    green.putalpha(ImageOps.invert(black))
    found = nearest(green, index, tmp_path)
    assert (found.name, found.changes) == ("shape04.png", ("same",))
    assert found.distance < 0.05


def test_only_new_and_changed_pictures_are_described_again(tmp_path):
    folder = folder_of(tmp_path / "shapes", 4)
    assert build(folder, tmp_path / "index").described == 4
    assert (tmp_path / "index" / NAME).exists()
    assert build(folder, tmp_path / "index").described == 0
    shape(50).save(folder / "new.png")
    shape(51, 80).save(folder / "shape01.png")
    (folder / "shape02.png").unlink()
    again = build(folder, tmp_path / "index")
    assert again.described == 2
    assert again.held.names == ["new.png", "shape00.png", "shape01.png", "shape03.png"]
    assert nearest(shape(51), again.held, tmp_path).name == "shape01.png"
    assert nearest(shape(3), again.held, tmp_path).name == "shape03.png"


def test_pictures_added_one_by_one_are_all_found_and_parts_stay_few(tmp_path):
    folder = folder_of(tmp_path / "shapes", 3)
    build(folder, folder)
    for number in range(3, 3 + MOST_PARTS + 1):
        shape(number).save(folder / f"shape{number:02d}.png")
        built = build(folder, folder)
        assert (built.described, built.kept) == (1, True)
    assert len(built.held.parts) <= MOST_PARTS
    opened_again = build(folder, folder)
    assert opened_again.described == 0
    for number in (1, 5, 3 + MOST_PARTS):
        assert nearest(shape(number), opened_again.held, tmp_path).name == f"shape{number:02d}.png"


def test_a_picture_spoilt_since_is_left_out_with_its_reason(tmp_path):
    folder = folder_of(tmp_path / "shapes", 4)
    build(folder, folder)
    (folder / "shape02.png").write_bytes(b"")
    for _ in range(2):  # also when it is opened again
        held = build(folder, folder).held
        assert held.names == ["shape00.png", "shape01.png", "shape03.png"]
        assert "文件为空" in held.unreadable["shape02.png"]
    assert nearest(shape(2), held, tmp_path).name != "shape02.png"


def test_a_spoilt_index_is_built_anew(tmp_path):
    folder = folder_of(tmp_path / "shapes", 2)
    build(folder, folder)
    (folder / NAME / "list.json").write_bytes(b"spoilt")
    assert build(folder, folder).described == 2


def test_an_empty_folder_has_nothing_to_rank(tmp_path):
    shape(1).save(tmp_path / "asked.png")
    (tmp_path / "none").mkdir()
    assert rank(describe(tmp_path / "asked.png"), build(tmp_path / "none", tmp_path / "none").held, 10, LIMITS) == []
