"""`xingzhi marks similar-images` and `check-photo`, as a script calls them."""

from __future__ import annotations

import json

from tests.engine.pictures.drawn import folder_of, shape
from xingzhi.cli import main


def test_ranked_files_with_the_remark_and_what_could_not_be_read(tmp_path, capsys):
    folder = folder_of(tmp_path / "marks", 5)
    (folder / "broken.png").write_bytes(b"")
    shape(3).transpose(0).save(tmp_path / "asked.png")
    command = ["marks", "similar-images", "--input", str(folder), "--query", str(tmp_path / "asked.png"), "--json"]
    assert main([*command, "--index", str(tmp_path / "index"), "--limit", "2"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["rank"] for each in data["results"]] == [1, 2]
    assert (data["results"][0]["file"], data["results"][0]["changes"]) == ("shape03.png", ["mirrored"])
    assert (data["compared"], [each["file"] for each in data["unreadable"]]) == (5, ["broken.png"])
    assert data["remark"] == "检索参考，不构成商标近似认定"
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".png") == []


def test_a_query_that_is_no_picture_and_a_missing_folder_are_told(tmp_path, capsys):
    (tmp_path / "asked.png").write_text("no picture")
    ask = ["marks", "similar-images", "--query", str(tmp_path / "asked.png"), "--input"]
    assert main([*ask, str(tmp_path)]) == 2
    assert "不是可识别的图片" in capsys.readouterr().err
    assert main([*ask, str(tmp_path / "none")]) == 2
    assert "不是文件夹" in capsys.readouterr().err


def test_a_moving_picture_is_compared_by_its_first_frame_and_that_is_told(tmp_path, capsys):
    folder = folder_of(tmp_path / "marks", 4)
    shape(2).convert("P").save(tmp_path / "asked.gif", save_all=True, append_images=[shape(3).convert("P")])
    assert (
        main(["marks", "similar-images", "--input", str(folder), "--query", str(tmp_path / "asked.gif"), "--json"]) == 0
    )
    said = capsys.readouterr()
    data = json.loads(said.out)
    assert data["results"][0]["file"] == "shape02.png"
    assert "第一帧" in data["notes"][0]
    assert "第一帧" in said.err


def test_a_photo_without_signs_says_that_absence_is_not_proven(tmp_path, capsys):
    folder = folder_of(tmp_path / "signs", 1)
    shape(40, 400).save(tmp_path / "photo.png")
    assert main(["marks", "check-photo", "--signs", str(folder), "--photo", str(tmp_path / "photo.png"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["found"], data["signs"]) == ([], 1)
    assert "未找到不等于没有" in data["note"]
    assert data["remark"] == "检索参考，不构成商标近似认定"
