"""The living plan: its tasks, who has them, what was reported each month, and how they were moved."""
