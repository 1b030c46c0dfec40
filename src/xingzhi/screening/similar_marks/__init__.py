"""Whether two marks are alike, by the rules of the examination guide: each rule that speaks for it or against it is named.

A comparison steers a search; only the national office judges marks.
"""
