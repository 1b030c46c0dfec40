"""From a day to 31 December: which patents leave an indicator, which enter, what the year's end will be, what keeps it.

`holdings` reads a snapshot as of a day; `chances` counts the office's own earlier years; `simulate` (numpy alone) turns
both into a path with intervals; `keeping` lists the actions that keep patents; `run` puts them together.
"""
