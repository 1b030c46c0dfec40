"""Compiled functions over Arrow buffers: no Python object per value, no Django, results independent of threads."""
