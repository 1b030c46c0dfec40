"""Search in millions of names: what sounds, looks or is spelled alike, from arrays that are mapped, not read."""
