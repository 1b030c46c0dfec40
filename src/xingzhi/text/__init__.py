"""Chinese text and the values in it: widths, tokens, numbers, dates, classes, names, parties. Pure: no Django."""
