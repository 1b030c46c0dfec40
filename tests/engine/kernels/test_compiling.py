from xingzhi.engine.kernels.compiling import thread_count


def test_a_share_of_the_processors_bounds_the_threads(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    there = thread_count()
    for said, threads in (("1", 1), ("9999", there), ("0", there), ("many", there)):
        monkeypatch.setenv("OMP_NUM_THREADS", said)
        assert thread_count() == threads
