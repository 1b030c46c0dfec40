"""The units that get tasks: kept as a directory, and recognised as notices write them."""
