"""What is wrong with one value, as a code; sentences for people are written at the edge."""

from __future__ import annotations


class ValueProblem(ValueError):
    """A value cannot be read as what it should be.

    `code` names the problem, `params` what a message needs to say it (the value, the computed check digit …), `column`
    the register column it concerns where the raiser knows it.
    """

    def __init__(self, code: str, column: str = "", **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.column = column
        self.params = params


class NumberProblem(ValueProblem):
    """A value cannot be read as an application number."""
