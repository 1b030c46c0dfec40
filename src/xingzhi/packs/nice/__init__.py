"""The table of similar goods and services of one edition, as an office loads it: its groups, items and remarks.

No table is shipped. A table is a CSV with a row an item; it is kept beside a small file that says its edition and first
day, and the edition in force on a day is used. The table is a reference: what it does not hold is for a person to judge.
"""
