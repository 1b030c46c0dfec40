"""Case papers: letters, forms and records printed prefilled, many at once, from templates the office edits.

`render.render("notice", contexts)` gives one DOCX with a letter for each context; which fields a paper may be filled
with stands in the pack (`load().papers["notice"].fields`).
"""
