"""Matters: what moves through a procedure, step by step, under the version of it that held when the matter began."""
