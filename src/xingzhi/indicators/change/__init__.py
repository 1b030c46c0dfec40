"""Why a figure changed between two days: parts that sum to the change without residue, each opened to its records.

A record counts at the first day and at the last, or does not. Where that differs, the record is in exactly one part: that
of the first step at which its state turned on the way

    first day by the registers as they stood then -> by the registers of today (late data)
    -> by the definition of today (definition) -> last day (what happened).

Of several things that happened the part is named by the first of: grant; lapse, by its cause; move into or out of the
place; what was undecided became decided, or the other way round; class gained or lost.
"""
