"""Newly published marks held against what the office guards: leads, in order, to a matter and a letter in time."""

PROCEDURE = "trademark_leads"
PAPER = "owner_letter"
