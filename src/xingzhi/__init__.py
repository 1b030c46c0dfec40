"""Xingzhi 兴知: the IP office in a box."""

__version__ = "0.1.0"
