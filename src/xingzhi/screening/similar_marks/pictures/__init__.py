"""Pictures of marks from the command line: copies of one found among many, protected signs found in photos."""
