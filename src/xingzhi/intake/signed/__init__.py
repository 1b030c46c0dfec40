"""Signed workbooks: what goes out by any channel with an id a row, and comes back with who filled it in and checked it.

At their head stand a number, a check code, filler, reviewer, day and zero report; below them one table.
"""
