"""Bad-faith filings: findings of the patterns, one finding, and the office's own lists of names."""
