"""Gazettes: lists compared, leads, letters to owners, the watch list."""
