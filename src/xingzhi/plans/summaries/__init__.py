"""Year-end summaries: who owes one, what came in, and what becomes of it in the office's draft."""
