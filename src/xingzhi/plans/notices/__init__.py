"""Notices taken in, read, and reviewed by a person before anything of them becomes a task."""
