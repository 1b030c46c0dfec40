"""The office's own list of words to be met in marks. It is empty until the office loads one; only staff see it."""
