"""Releases: what an office publishes, frozen with its snapshot, definitions, files and digests."""
