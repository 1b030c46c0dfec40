"""Tasks: duties with a unit, a due day and evidence. Evidence is what the registers hold; nothing known is asked for."""
