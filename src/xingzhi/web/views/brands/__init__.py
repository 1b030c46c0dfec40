"""Pages of brands that are cultivated: which, by whom, what comes next, and the marks whose term ends."""
