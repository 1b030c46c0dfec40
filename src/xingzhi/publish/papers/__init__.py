"""The office's own papers: summaries, reports, programmes, notices. Every sentence carries its records; who made, checked
and approved it, what was asked of whom, and what went out stay with it.
"""
