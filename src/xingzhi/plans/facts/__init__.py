"""Facts that documents state, and where two of them contradict each other: pure, without database.

`reading.facts_of` reads the facts of a text, `comparing.compare` the pairs of several documents.
"""
