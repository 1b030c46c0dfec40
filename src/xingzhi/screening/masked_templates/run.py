"""Masked templates: groups of applications whose texts are one template with the slots filled otherwise.

Limb 3-2 of order 77 names simple replacement; whether it holds is for a person to say. Texts decide where there are any;
of applications without one the titles are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xingzhi.screening.masked_templates.groups import Template, templates, told
from xingzhi.screening.masked_templates.titles import TitleTemplate, title_templates
from xingzhi.screening.signals.contract import Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import Filing, day_of, rounded
from xingzhi.screening.texts.applications import Applications, lacking, read_applications

NAME = "masked_templates"
COLUMNS = ("key", "title", "abstract", "applicants", "filing_date", "patent_type", "priority", "parent_application_no")
LOOKED_AT = ("title", "applicants", "filing_date", "abstract")


def run(inputs: SignalInputs) -> list[Signal]:
    """A signal for each text of a template, `group` the smallest key; then the same of titles without a text."""
    applications = read_applications(inputs)
    inputs.progress("比对模板")
    found = templates(inputs, applications)
    signals = [signal for each in found for signal in _signals(each, applications, inputs)]
    without = [at for at, text in enumerate(applications.masked) if not text and applications.filings[at].title]
    if without:
        inputs.progress("比对名称")
        titles = [filing.title for filing in applications.filings]
        for each in title_templates(
            {at: titles[at] for at in without},
            {at: applications.filings[at].day for at in without},
            [title for title in titles if title],
            inputs.settings,
        ):
            signals += _title_signals(each, applications)
    return signals


def _signals(template: Template, applications: Applications, inputs: SignalInputs) -> Iterator[Signal]:
    template = told(template, applications, inputs.settings)
    filings = [applications.filings[at] for at in template.members]
    missing = lacking(applications, LOOKED_AT)
    for filing, share, filled in zip(filings, template.shares, template.slots, strict=True):
        yield _signal(
            filing,
            filings,
            share,
            {"skeleton": template.skeleton, "slots": list(filled), "basis": "abstract"},
            missing,
        )


def _title_signals(template: TitleTemplate, applications: Applications) -> Iterator[Signal]:
    filings = [applications.filings[at] for at in template.members]
    missing = tuple(dict.fromkeys((*lacking(applications, LOOKED_AT), "abstract")))
    start, end = map(len, template.frame)
    for filing, share in zip(filings, template.shares, strict=True):
        slot = filing.title[start : len(filing.title) - end]
        facts = {"skeleton": template.skeleton, "slots": [slot], "basis": "title",
                 "expected": rounded(template.expected)}  # fmt: skip
        yield _signal(filing, filings, share, facts, missing)


def _signal(
    filing: Filing, filings: Sequence[Filing], share: float, facts: Mapping[str, Any], missing: tuple[str, ...]
) -> Signal:
    keys = sorted(each.key for each in filings)
    days = [each.day for each in filings if each.day]
    parties = {party for each in filings for party in each.parties}
    shared = {
        "filled": "；".join(slot or "—" for slot in facts["slots"]),
        "texts": len(keys),
        "applicants": len(parties) or None,
        "share": rounded(share),
        "first_filed": day_of(min(days)) if days else None,
        "last_filed": day_of(max(days)) if days else None,
    }
    partners = tuple(key for key in keys if key != filing.key)
    return Signal(filing.key, min(1.0, share), keys[0], partners, {**facts, **shared}, missing)


SCREENING = declare(SignalScreening(NAME, ("patents", "patent_parties"), run, {"patents": COLUMNS}))
