"""Patterns of bad-faith filings found in the registers: findings that become matters, and the office's own lists of names."""

PROCEDURE = "bad_faith_findings"
