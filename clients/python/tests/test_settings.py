"""The client's own settings, and what must not leave it."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest
from rawserver import Conversation, rawserver

from actionctl import CallTimeout, Client, ConfigurationError, ConnectorError, NotFound, Unknown
from actionctl.connectors import default_client

SECRET = "act_12345678_CANARYCANARYCANARY"


@pytest.mark.parametrize(
    "url",
    [
        "gateway.example.com", "ftp://gateway", "https://", "https://user:CANARY@gateway", "https://gateway/?q=1",
        "https://gateway/#x", "https://gateway:port", "https://gateway:99999", "https://gate way", "https://gäteway",
        "https://[::1",
    ],
)
def test_urls_that_are_none(url: str) -> None:
    with pytest.raises(ConfigurationError) as e:
        Client(url, SECRET)
    assert "CANARY" not in str(e.value)


@pytest.mark.parametrize("url", ["http://gateway:8787", "http://10.0.0.7", "http://localhost.example.com", "http://127.1"])
def test_a_token_does_not_go_out_unencrypted(url: str) -> None:
    with pytest.raises(ConfigurationError, match="unencrypted"):
        Client(url, SECRET)
    assert repr(Client(url, SECRET, allow_http=True)) == f"Client('{url}')"
    assert repr(Client(url)) == f"Client('{url}')"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "https://gateway/path/"])
def test_a_token_may_go_there(url: str) -> None:
    assert repr(Client(url, SECRET)) == f"Client('{url.rstrip('/')}')"


@pytest.mark.parametrize("token", ["", " ", "a b", "a\r\nX-Evil: 1", "ä"])
def test_tokens_that_are_none(token: str) -> None:
    with pytest.raises(ConfigurationError, match="the gateway's token"):
        Client("https://gateway", token)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), True, "5"])
def test_times_that_are_none(timeout: float) -> None:
    with pytest.raises(ConfigurationError, match="timeout="):
        Client("https://gateway", timeout=timeout)


def test_certificates_that_are_none(tmp_path: "object") -> None:
    with pytest.raises(ConfigurationError, match="ca_file="):
        Client("https://gateway", ca_file=f"{tmp_path}/none.pem")


def test_a_token_is_not_shown_and_not_pickled() -> None:
    client = Client("https://gateway", SECRET)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(client)
    with pytest.raises(TypeError, match="cannot be pickled"):
        copy.deepcopy(client._transport)
    assert SECRET not in repr(vars(client)) + repr(vars(client._transport))


def test_a_token_is_sent_and_not_told_in_errors() -> None:
    def close(talk: Conversation) -> None:
        _, headers, _ = talk.request()
        assert headers["authorization"] == "Bearer " + SECRET

    with rawserver(close) as url, pytest.raises(ConnectorError) as e:
        Client(url, SECRET + "\n").run("a", "x")
    shown = "".join(traceback.format_exception(type(e.value), e.value, e.value.__traceback__)) + repr(e.value)
    assert SECRET not in shown


def test_errors_survive_pickling() -> None:
    error = NotFound("no such job", fields={"code": "X", "status": 404}, gateway_status=404)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is NotFound and str(again) == "no such job"
    assert (again.code, again.status, again.category, again.gateway_status) == ("X", 404, "not_found", 404)
    assert repr(again) == "NotFound('no such job', code='X', status=404)"


def test_doubt_is_a_fact_of_the_error() -> None:
    assert Unknown("x").in_doubt and Unknown("x").category == "unknown"
    assert CallTimeout("x", in_doubt=True).in_doubt
    assert not CallTimeout("x").in_doubt


def test_the_environment_names_the_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="ACTIONCTL_GATEWAY_URL is not set"):
        default_client()
    monkeypatch.setenv("ACTIONCTL_GATEWAY_URL", "http://gateway:8787")
    first = default_client()
    assert first is default_client()
    monkeypatch.setenv("ACTIONCTL_GATEWAY_TOKEN", SECRET)
    with pytest.raises(ConfigurationError, match="unencrypted"):
        default_client()
    monkeypatch.setenv("ACTIONCTL_GATEWAY_ALLOW_HTTP", "1")
    assert default_client() is not first


def proxied(talk: Conversation) -> None:
    line, headers, _ = talk.request()
    assert line == "GET http://gateway:8787/v1/connections HTTP/1.1"
    assert headers["host"] == "gateway:8787"
    assert headers["proxy-authorization"] == "Basic bWU6cEBzcw=="
    talk.json('{"connections":[]}')


def test_a_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with rawserver(proxied) as url:
        monkeypatch.setenv("http_proxy", url.replace("http://", "http://me:p%40ss@"))
        with Client("http://gateway:8787") as client:
            assert client.list_connections() == []


def test_a_tunnel_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def tunnel(talk: Conversation) -> None:
        line, headers, _ = talk.request()
        assert line.startswith("CONNECT gateway:443 ")
        assert "authorization" not in headers
        talk.answer("407 Proxy Authentication Required", b"")

    with rawserver(tunnel) as url:
        monkeypatch.setenv("https_proxy", url)
        with Client("https://gateway", SECRET) as client, pytest.raises(ConnectorError, match="through the proxy 127.0.0.1"):
            client.list_connections()


def test_there_is_no_proxy_to_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def direct(talk: Conversation) -> None:
        assert talk.request()[0] == "GET /v1/connections HTTP/1.1"
        talk.json('{"connections":[]}')

    with rawserver() as nobody:
        pass
    with rawserver(direct) as url:
        monkeypatch.setenv("http_proxy", nobody)
        with Client(url, SECRET) as client:
            assert client.list_connections() == []


def test_a_proxy_that_cannot_be_spoken_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(ConfigurationError, match="not supported"):
        Client("https://gateway")


def test_no_proxy_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1080")
    monkeypatch.setenv("no_proxy", "gateway")
    Client("https://gateway")
