"""Field checks: a label or a shop front against the signs and indications that are protected, and what came of it."""

PROCEDURE = "field_checks"
KEY = "field-"  # before the number of the check in the key of its matter
REGISTERS = ("protected_signs", "indications")
