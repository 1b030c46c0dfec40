"""Legal events of applications and patents, one row an entry of the gazette."""

from __future__ import annotations

from xingzhi.core.declare import Column, Kind, Register, Values, declare
from xingzhi.registers.of_patent import ASSIGNED_REGION, DOCUMENT, NUMBER, REGION_RULE, digest, joined_key
from xingzhi.registers.sheet_marks import SHEET_MARKS


def key(values: Values) -> str:
    """The number, the day, and the event: by its code, else by its words and the digest of its details."""
    event = values["event_code"] or f"{values['event']}|{digest(values['details'])}"
    return joined_key(values["application_no"], values["event_date"], event)


# fmt: off
LEGAL_EVENTS = declare(
    Register(
        name="legal_events",
        zh="法律状态事件",
        en="Legal events",
        key=key,
        key_columns=("application_no", "event_date", "event", "event_code", "details"),
        title_column="event",
        region_rule=REGION_RULE,
        default_sort="-event_date",
        told_by=("details", "event_code"),
        columns=(
            NUMBER,
            Column("event_date", Kind.DATE, "法律状态公告日", "Event date", required=True, listed=True, sortable=True),
            Column("event_code", Kind.TEXT, "事务代码", "Event code", listed=True, max_length=40),
            Column("event", Kind.TEXT, "法律状态", "Event", required=True, listed=True, search="head"),
            Column("details", Kind.LONG_TEXT, "法律状态信息", "Details", search="body"),
            ASSIGNED_REGION,
            DOCUMENT,
            *SHEET_MARKS,
        ),
    )
)
# fmt: on
