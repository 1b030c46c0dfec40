"""Texts kept on disk with their sketches: more than memory holds, and old ones to compare new ones with."""
