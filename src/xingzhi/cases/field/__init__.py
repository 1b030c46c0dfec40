"""Field checks: a label or a shop front against the signs and indications that are protected, and what came of it."""

PROCEDURE = "field_checks"
REGISTERS = ("protected_signs", "indications")
