"""Names and numbers of notified items in a paper: they stay inside unless the approver lifts it."""

from __future__ import annotations

import re

from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.registers.models import MODELS

SHORTEST = 4  # letters; shorter names turn up in any text


def inside_only(paper: Paper) -> list[str]:
    """Applicants, agencies and application numbers of notified items that the text or its attachments name."""
    blocks = paper.text.blocks
    parts = [paper.title, *(block.get("text", "") for block in blocks), *(each["text"] for each in sentences(blocks))]
    parts += [each["title"] + each["text"] for each in paper.frame.get("attachments", ())]
    text = "\n".join(parts)
    rows = MODELS["notified_items"].objects.values_list("application_no", "applicants", "agency")
    named = {
        name.strip()
        for number, applicants, agency in rows.iterator()
        for name in (number, agency, *re.split(r"[;；、,，\n]", applicants))
    }
    return sorted(name for name in named if len(name) >= SHORTEST and name in text)
