"""Work that is waited for, lists, batches."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, Iterator

import pytest
from conftest import Serve, cluster

from actionctl import CallTimeout, Client, ConnectorError, InvalidParameters, NotFound, Progress, UsageError, WorkFailed

RUN = "post_api_2_2_jobs_run_now"
JOB = {"data": {"job_id": 1}}


def test_work_is_followed(client: Client) -> None:
    seen: "list[Progress]" = []
    done = client.wait("sandbox", "post_api_2_1_clusters_create", cluster("waited"), interval=0.1, on_progress=seen.append)
    assert done.state == "RUNNING" and done.data["cluster_name"] == "waited" and done.handle
    assert seen and seen[-1].handle == done.handle and {p.state for p in seen} >= {"PENDING"}
    assert all(a.polls <= b.polls for a, b in zip(seen, seen[1:]))


def test_started_in_one_step_and_waited_for_in_another(url: str) -> None:
    with Client(url) as first:
        handle = first.start("sandbox", RUN, JOB, idempotency_key="step-1")
        again = first.start("sandbox", RUN, JOB, idempotency_key="step-1")
    with Client(url) as second:
        done = second.wait_for(handle, interval=0.1)
        assert done.state == "TERMINATED" and done.result == "SUCCESS"
        assert second.wait_for(again).data["run_id"] == done.data["run_id"]


def test_work_that_fails(serve: Serve) -> None:
    with Client(serve("--connection", "sandbox", ACTIONCTL_SANDBOX_OUTCOMES=RUN + "=TERMINATED/FAILED")) as client:
        with pytest.raises(WorkFailed) as e:
            client.wait("sandbox", RUN, JOB, interval=0.1)
        handle = client.start("sandbox", RUN, JOB)
        with pytest.raises(WorkFailed):
            client.wait_for(handle, interval=0.1)
    assert (e.value.state, e.value.result) == ("TERMINATED", "FAILED")
    assert e.value.parts and e.value.handle and not e.value.retryable


def test_waiting_that_ends_before_the_work(client: Client) -> None:
    with pytest.raises(CallTimeout) as e:
        client.wait("sandbox", RUN, JOB, timeout=2, interval=30)
    assert e.value.handle
    assert client.wait_for(e.value.handle, interval=0.1).result == "SUCCESS"


def test_a_gateway_that_ends_lets_waits_go_on_elsewhere(serve: Serve, tmp_path: Path) -> None:
    state = str(tmp_path / "sandbox.json")
    url = serve("--connection", "sandbox", ACTIONCTL_SANDBOX_STATE=state)

    def tell_to_end(_: Progress) -> None:
        serve.tell_to_end(url)

    with Client(url) as client, pytest.raises(ConnectorError) as e:
        client.wait("sandbox", RUN, JOB, interval=1, on_progress=tell_to_end)
    assert e.value.code == "DRAINING" and e.value.handle
    with Client(serve("--connection", "sandbox", ACTIONCTL_SANDBOX_STATE=state)) as client:
        assert client.wait_for(e.value.handle, interval=0.1).result == "SUCCESS"


def test_waits_that_are_none(client: Client) -> None:
    with pytest.raises(UsageError) as none:
        client.wait("sandbox", "get_api_2_2_jobs_list")
    assert none.value.code == "NO_WAIT"
    with pytest.raises(UsageError):
        client.wait_for("no handle")
    with pytest.raises(NotFound):
        client.wait("sandbox", RUN, {"data": {"job_id": 404}})
    with pytest.raises(InvalidParameters):
        client.start("sandbox", RUN, {"data": {"job": 1}})


def test_a_callback_that_fails_ends_the_waiting(client: Client) -> None:
    def stop(_: Progress) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        client.wait("sandbox", RUN, JOB, interval=0.1, on_progress=stop)


def test_all_items(client: Client) -> None:
    items = client.items("sandbox", "get_api_2_2_jobs_list", page_size=1)
    ids = [job["job_id"] for job in items]
    assert len(ids) >= 3 and items.count == len(ids) and items.resume_token is None
    part = client.items("sandbox", "get_api_2_2_jobs_list", {}, max_items=2, page_size=1)
    assert [job["job_id"] for job in part] == ids[:2] and part.resume_token
    rest = client.items("sandbox", "get_api_2_2_jobs_list", starting_token=part.resume_token, page_size=1)
    assert [job["job_id"] for job in rest] == ids[2:]


def test_items_that_are_left(client: Client) -> None:
    with client.items("sandbox", "get_api_2_2_jobs_list", page_size=1) as items:
        assert next(items)
    assert list(items) == []
    with pytest.raises(UsageError):
        next(client.items("sandbox", "post_api_2_1_clusters_create", cluster("x")))


def test_a_list_that_breaks_off_is_gone_on_with(serve: Serve) -> None:
    url = serve("--connection", "sandbox", ACTIONCTL_SANDBOX_FAULTS="kind=403,actions=get_*_jobs_list,after=1,times=1")
    with Client(url) as client:
        items = client.items("sandbox", "get_api_2_2_jobs_list", page_size=1)
        got = [next(items)["job_id"]]
        with pytest.raises(Exception) as e:
            next(items)
        token = getattr(e.value, "resume_token")
        assert token and token == items.resume_token
        rest = client.items("sandbox", "get_api_2_2_jobs_list", starting_token=token, page_size=1)
        got += [job["job_id"] for job in rest]
        assert got == [job["job_id"] for job in client.items("sandbox", "get_api_2_2_jobs_list")]


def test_a_batch(client: Client) -> None:
    calls: "list[dict[str, Any]]" = [
        {"id": "good", "connection": "sandbox", "action": "get_api_2_1_clusters_list"},
        {"connection": "sandbox", "action": "get_api_2_2_jobs_get", "params": {"job_id": 404}},
        {"id": "list", "connection": "sandbox", "action": "get_api_2_2_jobs_list", "all": True},
        {"id": "work", "connection": "sandbox", "action": RUN, "params": JOB, "wait": True},
    ]
    good, missing, items, work = client.batch(calls, ordered=True, interval=0.1)
    assert (good.id, good.outcome, good.status, good.error) == ("good", "done", 200, None)
    assert (missing.id, missing.outcome) == (2, "failed") and isinstance(missing.error, NotFound)
    assert isinstance(items.data, list) and len(items.data) >= 3
    assert work.outcome == "done" and work.data["state"]["result_state"] == "SUCCESS"


def test_a_batch_goes_out_as_its_results_come_in(client: Client) -> None:
    sent = 0

    def calls() -> Iterator["dict[str, Any]"]:
        nonlocal sent
        padding = "x" * 20_000
        for sent in range(1, 501):
            yield {"connection": "sandbox", "action": "post_api_2_2_jobs_create", "params": {"data": {"name": f"{sent}{padding}"}}}

    results = client.batch(calls(), concurrency=4)
    first = next(results)
    assert first.outcome == "done" and sent < 500, "the whole batch was sent before the first result came"
    assert sorted(r.id for r in itertools.chain([first], results)) == list(range(1, 501))


def test_calls_of_a_batch_that_are_none(client: Client) -> None:
    (wrong,) = client.batch([{"acton": "x"}])
    assert wrong.outcome == "failed" and wrong.error is not None and wrong.line == 1
    with pytest.raises(Exception, match="call 1 of the batch is str"):
        list(client.batch(["x"]))  # type: ignore[list-item]


def test_an_iterator_that_fails_ends_the_batch(client: Client) -> None:
    def calls() -> Iterator["dict[str, Any]"]:
        yield {"connection": "sandbox", "action": "get_api_2_1_clusters_list"}
        raise KeyError("no more")

    with pytest.raises(KeyError, match="no more"):
        list(client.batch(calls()))
