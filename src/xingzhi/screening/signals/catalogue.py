"""Every declared screening of single applications: a line each."""

from __future__ import annotations

from importlib import import_module

from xingzhi.screening.signals.contract import SCREENINGS, SignalScreening

MODULES: tuple[str, ...] = (  # each declares its screening when it is imported
    "xingzhi.screening.signals.filing_bursts",
    "xingzhi.screening.signals.dispersed_filings",
    "xingzhi.screening.signals.early_transfers",
    "xingzhi.screening.signals.beyond_capacity",
    "xingzhi.screening.masked_templates.run",
    "xingzhi.screening.patchwork.run",
    "xingzhi.screening.generated_texts.run",
    "xingzhi.screening.narrow_claims.run",
)


def screenings() -> dict[str, SignalScreening]:
    """The declared screenings by name, in the order of their modules."""
    for module in MODULES:
        import_module(module)
    return SCREENINGS
