"""Pages of field checks: what was seen, what it resembles, what came of it; and the pictures of signs."""
