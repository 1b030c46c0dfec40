"""Compile the kernels once, so that the first screening does not wait for it; the result is kept beside them."""

from xingzhi.screening.similar_applications.pairs import clusters, find_pairs

TEXT = "甲乙丙丁戊己"
find_pairs(["1", "2"], [TEXT, TEXT], 0.5)
clusters([0], [1], 2)
