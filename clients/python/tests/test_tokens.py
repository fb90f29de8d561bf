"""Who may call, and what."""

from __future__ import annotations

from typing import Callable

import pytest
from conftest import Serve, cluster

from actionctl import AuthError, Client, ConnectorError, PolicyRefused, UsageError


@pytest.fixture(scope="module")
def guarded(serve: Serve, token: Callable[..., str]) -> "tuple[str, str]":
    """A gateway that wants tokens, and one that reads only."""
    secret = token("reader", "--connection", "sandbox", "--class", "read")
    return serve(tokens=True), secret


def test_a_token_lets_pass_what_it_is_for(guarded: "tuple[str, str]") -> None:
    url, secret = guarded
    with Client(url, secret) as client:
        assert client.run("sandbox", "get_api_2_1_clusters_list").status == 200
        with pytest.raises((PolicyRefused, UsageError)) as e:
            client.run("sandbox", "post_api_2_1_clusters_create", cluster("one"))
        assert secret not in str(e.value) + repr(e.value.fields)
        with pytest.raises(UsageError):
            client.run("prod", "get_api_2_1_clusters_list")
        assert [c["name"] for c in client.list_connections()] == ["sandbox"]


@pytest.mark.parametrize("secret", [None, "act_00000000_wrong"])
def test_nobody_else_may_call(guarded: "tuple[str, str]", secret: "str | None") -> None:
    with Client(guarded[0], secret) as client:
        for call in (
            lambda: client.run("sandbox", "get_api_2_1_clusters_list"),
            lambda: client.wait("sandbox", "post_api_2_1_clusters_start", {"data": {"cluster_id": "x"}}),
            lambda: list(client.items("sandbox", "get_api_2_1_clusters_list")),
            lambda: list(client.batch([{"action": "get_api_2_1_clusters_list"}])),
            lambda: client.upload("sandbox", "put_api_2_0_fs_filesby_file_path", {"file_path": "/Volumes/x"}, b"x"),
            lambda: client.download("sandbox", "get_api_2_0_fs_filesby_file_path", {"file_path": "/Volumes/x"}),
            lambda: client.list_connections(),
        ):
            with pytest.raises(AuthError) as e:
                call()
            assert e.value.gateway_status == 401 and e.value.status is None


def test_confirming_is_a_right(guarded: "tuple[str, str]") -> None:
    with Client(*guarded) as client, pytest.raises(ConnectorError) as e:
        client.run("sandbox", "get_api_2_1_clusters_list", confirmed=True)
    assert isinstance(e.value, PolicyRefused) and e.value.code == "SCOPE"
