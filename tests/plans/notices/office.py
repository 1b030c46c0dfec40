"""A notice handed to the office, and its pieces found again by their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEXT = """\
示知发〔2026〕9号
示例盟知识产权局
关于做好2099年知识产权工作的通知
各旗县市（开发区）知识产权局，局机关各科室，直属事业单位：
现就有关工作通知如下：
一、提高质量
开展专利申请质量监测，建立通报制度。组织专题培训班，2099年6月30日前完成。（促进科、各旗县市知识产权局）
二、加强保护
建立线索移送台账，及时移送线索。（保护科牵头，促进科配合）
三、工作要求
各旗县市（开发区）知识产权局，局机关各科室，直属事业单位要于2099年12月4日前将工作总结报送盟局。
示例盟知识产权局
2099年3月10日
"""


def hand_in(user: Any, folder: Path, text: str = TEXT, name: str = "notice.txt") -> Any:
    """Take a notice in as plain text."""
    from xingzhi.plans.notices.taking import receive_notice

    file = folder / name
    file.write_text(text, "utf-8")
    return receive_notice(user, file, name)


def know_units(user: Any, *names: str) -> None:
    """Sections of the office."""
    from xingzhi.plans.directory.actions import add_unit

    for name in names or ("促进科", "保护科"):
        add_unit(user, "section", name)


def piece(notice: Any, words: str) -> Any:
    """The piece whose sentence holds the words."""
    from xingzhi.plans.notices.pieces import is_attached, text_of, with_notice

    found = [each for each in with_notice(notice.pieces.all(), notice) if words in text_of(each)]
    return next(each for each in found if not is_attached(each) and each.part not in ("letterhead", "addressees"))


def confirm_all(user: Any, notice: Any) -> None:
    """Confirm what has no mark, then each of the others."""
    from xingzhi.plans.notices.deciding import confirm_plain, decide_piece
    from xingzhi.plans.notices.pieces import is_task, waits, with_notice

    confirm_plain(user, notice.pk)
    for each in with_notice(notice.pieces.all(), notice):
        if waits(each):
            decide_piece(user, each.pk, each.version, "task" if is_task(each) else each.kind)


def adopt(user: Any, notice: Any) -> Any:
    """Confirm all and adopt."""
    from xingzhi.plans.notices.adopting import adopt_notice

    confirm_all(user, notice)
    return adopt_notice(user, notice.pk)
