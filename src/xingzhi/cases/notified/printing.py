"""Letters carry names and addresses out of the product: who printed which is logged."""

from __future__ import annotations

from collections.abc import Sequence

from xingzhi.cases.papers.templates import in_use
from xingzhi.core.actions import Act, action


@action("print_letters", zh="打印文书", en="Print letters")
def print_letters(act: Act, form: str, keys: Sequence[str]) -> None:
    """Write down that letters were printed, from which template and about which applications."""
    act.on("paper", form, act.user.region or "", template=in_use(form).ref, matters=sorted(keys))
