import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.kernels import twin
from xingzhi.engine.kernels.components import components


@settings(max_examples=100)
@given(st.integers(1, 20).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_it_equals_its_twin(graph):
    count, pairs = graph
    left, right = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    assert components(left, right, count).tolist() == twin.components(pairs, count)
