"""Pages of the year-end summaries."""
