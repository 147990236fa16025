from threading import Thread

import numpy as np
from threadpoolctl import threadpool_info

from bialign.threads import one_blas_thread, usable_cores


def blas_threads():
    """Return how many threads matrix products run on now."""
    np.ones((2, 2)) @ np.ones(2)
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_the_limit_of_one_thread_lasts_until_the_last_holder_lets_go():
    before = blas_threads()
    first, second = one_blas_thread(), one_blas_thread()
    first.__enter__()
    other = Thread(target=second.__enter__)
    other.start()
    other.join()
    first.__exit__(None, None, None)
    assert blas_threads() == {1}
    second.__exit__(None, None, None)
    assert blas_threads() == before


def test_there_is_a_usable_core():
    assert usable_cores() >= 1
