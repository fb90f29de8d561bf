"""Calls, and what goes wrong with them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from conftest import Serve, cluster

from actionctl import (
    CallTimeout,
    Client,
    ConnectorError,
    InvalidParameters,
    NetworkError,
    NotFound,
    PolicyRefused,
    RateLimited,
    ServerError,
    Unknown,
    UsageError,
)

LARGE = 9007199254740993  # 2**53 + 1, which no double is


def test_a_result(client: Client) -> None:
    made = client.run("sandbox", "post_api_2_1_clusters_create", cluster("one"))
    assert made.status == 200 and made.data["cluster_id"] and len(made.attempts) == 1
    got = client.run("sandbox", "get_api_2_1_clusters_get", {"cluster_id": made.data["cluster_id"]})
    assert got.data["cluster_name"] == "one" and got.data["num_workers"] == 1


def test_whole_numbers_are_exact(client: Client) -> None:
    plan = client.plan("sandbox", "post_api_2_2_jobs_run_now", {"data": {"job_id": LARGE}})
    assert plan["body"] == {"job_id": LARGE} and plan["method"] == "POST"
    with pytest.raises(NotFound, match=str(LARGE)):
        client.run("sandbox", "get_api_2_2_jobs_get", {"job_id": LARGE})


def test_what_was_given_is_what_is_sent(client: Client) -> None:
    text = "\u2028 ä \U0001f600 \u0000 </script>"
    plan = client.plan("sandbox", "post_api_2_2_jobs_create", {"data": {"name": text, "tags": {"a": "", "b": "x"}}})
    assert plan["body"] == {"name": text, "tags": {"a": "", "b": "x"}}


def test_the_service_has_nothing_of_that_name(client: Client) -> None:
    with pytest.raises(NotFound) as e:
        client.run("sandbox", "get_api_2_2_jobs_get", {"job_id": 404})
    error = e.value
    assert str(error).startswith("Job 404 does not exist")
    assert (error.status, error.code, error.category) == (400, "INVALID_PARAMETER_VALUE", "not_found")
    assert (error.action, error.connection) == ("get_api_2_2_jobs_get", "sandbox")
    assert error.request_id and error.gateway_request and error.gateway_status == 404
    assert not error.retryable and isinstance(error, Exception)


def test_all_that_is_wrong_is_told_at_once(client: Client) -> None:
    with pytest.raises(InvalidParameters) as e:
        client.run("sandbox", "post_api_2_1_clusters_create", {"data": {"num_worker": 1}, "nothing": 2})
    assert e.value.code == "INVALID_PARAMETERS" and e.value.status is None
    assert {p["pointer"] for p in e.value.problems} >= {"/data/num_worker", "/data/spark_version", "/nothing"}
    assert e.value.hint and "actionctl " not in e.value.hint


@pytest.mark.parametrize(
    "value", [{1, 2}, datetime.date.today(), float("nan"), b"x", object()], ids=lambda v: type(v).__name__
)
def test_values_that_are_no_json(client: Client, value: Any) -> None:
    with pytest.raises(InvalidParameters, match="the parameters are no JSON"):
        client.run("sandbox", "post_api_2_2_jobs_create", {"data": {"name": value}})


@pytest.mark.parametrize("params", [[], "x", 5])
def test_params_that_are_none(client: Client, params: Any) -> None:
    with pytest.raises(InvalidParameters, match="not a mapping"):
        client.run("sandbox", "get_api_2_2_jobs_list", params)


def test_names_that_are_none(client: Client) -> None:
    with pytest.raises(UsageError, match="get_api_2_2_jobs_list") as action:
        client.run("sandbox", "get_api_2_2_jobs_lists")
    assert action.value.code == "UNKNOWN_ACTION"
    with pytest.raises(UsageError) as connection:
        client.run("nowhere", "get_api_2_2_jobs_list")
    assert connection.value.code == "UNKNOWN_CONNECTION"
    for name in ("../../healthz?x=1#%2e", "../connections", "/", "a\r\nHost: b", "ä"):
        with pytest.raises(UsageError):
            client.describe_action(name)


def test_the_same_key_is_the_same_call(client: Client) -> None:
    call: Any = ("sandbox", "post_api_2_2_jobs_run_now", {"data": {"job_id": 1}})
    first = client.run(*call, idempotency_key="night-1").data["run_id"]
    assert client.run(*call, idempotency_key="night-1").data["run_id"] == first
    assert client.run(*call, idempotency_key="night-2").data["run_id"] != first


def test_a_mode_that_refuses(serve: Serve) -> None:
    with Client(serve("--connection", "sandbox", "--mode", "read_only")) as client:
        assert client.run("sandbox", "get_api_2_1_clusters_list").status == 200
        with pytest.raises(PolicyRefused, match="read_only") as e:
            client.run("sandbox", "post_api_2_1_clusters_create", cluster("one"))
        assert e.value.gateway_status == 403
        assert client.plan("sandbox", "post_api_2_1_clusters_create", cluster("one"))["refused"]["category"] == "policy"


def test_failures_of_the_service(serve: Serve) -> None:
    url = serve(
        "--connection", "sandbox", ACTIONCTL_SANDBOX_FAULTS="kind=500,actions=post_*_clusters_create;kind=429,actions=post_*_jobs_create",
    )
    with Client(url) as client:
        with pytest.raises(ServerError) as e:
            client.run("sandbox", "post_api_2_1_clusters_create", cluster("one"))
        assert e.value.status == 500 and not e.value.retryable
        with pytest.raises((RateLimited, CallTimeout)) as throttled:
            client.run("sandbox", "post_api_2_2_jobs_create", {"data": {"name": "x"}}, timeout=1)
        assert isinstance(throttled.value, ConnectorError)


def test_calls_that_are_long(client: Client) -> None:
    plan = client.plan("sandbox", "post_api_2_2_jobs_create", {"data": {"name": "x" * 3_000_000}})
    assert len(plan["body"]["name"]) == 3_000_000
    with pytest.raises(UsageError, match="16777216 bytes") as e:
        client.run("sandbox", "post_api_2_2_jobs_create", {"data": {"name": "x" * 40_000_000}})
    assert e.value.gateway_status == 413


def test_answers_that_are_lost(serve: Serve) -> None:
    faults = "kind=lose,actions=post_*_jobs_create;kind=drop,actions=get_*_jobs_get"
    with Client(serve("--connection", "sandbox", ACTIONCTL_SANDBOX_FAULTS=faults)) as client:
        with pytest.raises(Unknown) as write:
            client.run("sandbox", "post_api_2_2_jobs_create", {"data": {"name": "x"}})
        assert write.value.in_doubt and write.value.category == "unknown" and not write.value.retryable
        with pytest.raises((NetworkError, CallTimeout)) as read:
            client.run("sandbox", "get_api_2_2_jobs_get", {"job_id": 1}, timeout=1)
        assert not read.value.in_doubt


def test_the_catalogue(client: Client) -> None:
    assert [c["name"] for c in client.list_connections()] == ["sandbox"]
    found = client.search_actions("start a cluster", limit=5)
    assert len(found) == 5
    assert "post_api_2_1_clusters_start" in {a.get("action") or a.get("name") for a in found}
    every = client.search_actions(limit=None)
    assert len(every) == 724
    told = client.describe_action("post_api_2_1_clusters_start")
    assert told["safety"] == "cost" and told["method"] == "POST"
