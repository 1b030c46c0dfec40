"""The demonstration: a sample office lives through its months; everything in it is invented."""
