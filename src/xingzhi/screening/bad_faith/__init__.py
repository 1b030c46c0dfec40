"""Patterns of bad-faith filings of marks (B1 to B11), as leads for a person to check; no database."""
