"""Read a notice into tasks: pure, without database."""
