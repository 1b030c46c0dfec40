"""A believable prefecture, invented from a seed: files such as an office receives, and a hidden key of what is in them.

People, firms, rights, populations and figures are fictional. Nothing here is copied from a third party.
"""

from xingzhi.sample.build import write_office
from xingzhi.sample.manifest import Manifest

__all__ = ["Manifest", "write_office"]
