"""Which sums of a form about single firms may not be shown: too few units stand behind them. Pure.

A sum is hidden where fewer units than the form says answered, or fewer gave something other than zero. Where a hidden sum
could be told from others that must add up with it, a second one is hidden too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xingzhi.indicators.tables.suppress import Sum, protected
from xingzhi.packs.forms import FormBody

Values = Mapping[str, str]


def hidden(body: FormBody, reports: Sequence[Values]) -> frozenset[str]:
    """The cells whose sum over these reports may not be shown."""
    if body.suppression is None:
        return frozenset()
    few, found = body.suppression.few, set[str]()
    sums: dict[str, Decimal] = {}
    for cell in (each for each in body.cells if each.counted and each.adds):
        given = [Decimal(values[cell.id]) for values in reports if values.get(cell.id)]
        if given and (len(given) < few or 0 < sum(value != 0 for value in given) < few):
            found.add(cell.id)
        sums[cell.id] = sum(given, Decimal(0))
    return protected(found, sums, _equations(body))


def _equations(body: FormBody) -> list[Sum[str]]:
    """What must add up by the form's own checks: several cells on one side, one on the other."""
    checks = [
        (check.left, check.right.cells)
        for check in body.checks
        if check.right and check.relation == "eq" and not check.right.form and not check.right.known
    ]
    return [
        Sum(parts, wholes[0])
        for left, right in checks
        for parts, wholes in ((left, right), (right, left))
        if len(wholes) == 1
    ]
