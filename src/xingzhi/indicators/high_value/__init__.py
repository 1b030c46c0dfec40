"""High-value inventions: which of the five classes hold for a patent, since when, until when, by which record.

`facts` computes from a snapshot what holds from which day to which; `states` turns that into yes, no or unknown on a
day; figures, cards and lists all read the same facts.
"""

CLASSES = ("sei", "family", "ten_years", "pledge", "award")
YES, NO, UNKNOWN = "yes", "no", "unknown"
NAME = "high_value"
