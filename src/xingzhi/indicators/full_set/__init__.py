"""The complete set: every indicator for every place and every month, in few passes over each register.

A span (month) is a bit. Of each record a condition of an indicator is an integer whose bit is set where the condition
holds for that span, so that "granted on or before, and not lapsed" of all months is one bitwise `&`. Equal records are
counted together (`counts`), integers become counts of each place and span (`bits`), counts become figures (`table`).
The values are those of `Measure.value`, cell for cell.
"""
