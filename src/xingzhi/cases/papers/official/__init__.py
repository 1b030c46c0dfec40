"""Official documents after GB/T 9704-2012: the values are those of the pack `gbt9704`.

`written.written(template, document)` gives the DOCX; `frame.frame(form)` the frame it is written into, which the office may replace.
"""
