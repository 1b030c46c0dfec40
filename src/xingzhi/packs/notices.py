"""Schema of the words by which notices and their task tables are read."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from xingzhi.packs.schema import Dated, Frozen

Words = tuple[str, ...]


class LetterheadWords(Dated):
    """Words around the text of a notice: kinds of documents, labels of web pages, attachments, contacts."""

    kinds: Words
    issuer_mark: Words
    not_text: Words
    imprint: Words
    attachment: Words
    labels: Mapping[str, Words]
    contact: Words


class PublicityWords(Dated):
    """The three attributes of a document and how they are written."""

    marks: Mapping[str, Words]


class PersonWords(Frozen):
    """What tells a person in brackets behind a unit: surnames, titles, and words that only begin like a name."""

    surnames: Words
    titles: Words
    not_persons: Words


class UnitWords(Frozen):
    """What names of bodies end in, and the words that tell what a body has to do."""

    endings: Words
    not_endings: Words
    lead: Words
    with_others: Words = Field(alias="with")
    charge: Words
    charge_verbs: Words
    assist: Words
    guide: Words
    by_duty: Words
    lead_labels: Words
    labels: Words
    assist_labels: Words
    person_labels: Words
    label_endings: Words
    heading_endings: Words
    open_list: Words
    fillers: Words
    not_names: Words
    every: Words
    not_every: Words
    groups: Words
    verbs: Words
    acts: Words
    addressed: Words
    does: Words
    doers: Words
    not_doers: Words
    shared_endings: Words
    first_leads: Words
    persons: PersonWords


class DeadlineWords(Frozen):
    """Words that make a date a deadline."""

    before: Words
    until: Words
    finished: Words
    start: Words
    open_ended: Words
    issue_day: Words
    done: Words
    ranged: Words
    counted_from: Words


class TargetWords(Frozen):
    """Words that make a number a target, and what is counted."""

    at_least: Words
    at_most: Words
    change: Words
    after: Words
    measures: Words
    not_measured: Words
    every: Words
    past: Words
    whole: Words
    spans: Words
    within: Words  # behind a span: not longer than that
    repeats: Words  # with a word of `every`: how often, no number to reach


class SectionWords(Frozen):
    """Headings under which no task stands, and words that tell a task from a statement."""

    context: Words
    facts: Words
    scope: Words
    goals: Words
    says_what_is: Words
    not_what_is: Words
    asks: Words
    not_asks: Words
    openings: Words
    no_task: Words
    will: Words
    reports: Words


class TableWords(Frozen):
    """Headings of the columns of a task table."""

    task: Words
    units: Words
    lead: Words
    assist: Words
    due: Words
    target: Words
    number: Words
    same: Words


class Share(Frozen):
    """A share in per cent."""

    value: int = Field(ge=50, le=100)
    note: str


class NoticeReading(Dated):
    """All words a notice is read by."""

    letterhead: LetterheadWords
    publicity: PublicityWords
    units: UnitWords
    deadlines: DeadlineWords
    targets: TargetWords
    sections: SectionWords
    table: TableWords
    same_task: Share
