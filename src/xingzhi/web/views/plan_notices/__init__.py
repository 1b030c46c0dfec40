"""Pages of notices: taken in, reviewed sentence by sentence, adopted; and of the units they name."""
