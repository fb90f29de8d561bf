"""One client for many threads, and after a fork."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from actionctl import Client, NotFound


def test_threads_get_their_own_answers(client: Client) -> None:
    def ask(number: int) -> int:
        with pytest.raises(NotFound) as e:
            client.run("sandbox", "get_api_2_2_jobs_get", {"job_id": 100_000 + number})
        return int(str(e.value).split()[1])

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(200))) == [100_000 + i for i in range(200)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_fork_speaks_on_connections_of_its_own(client: Client) -> None:
    client.list_connections()
    (_, kept), = client._transport._pool._idle
    child = os.fork()
    if child == 0:
        code = 1
        try:
            client.list_connections()
            (_, own), = client._transport._pool._idle
            code = 0 if own is not kept else 2
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    client.list_connections()
    assert client._transport._pool._idle[0][1] is kept, "the fork closed its parent's connection"
