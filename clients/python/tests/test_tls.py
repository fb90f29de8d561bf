"""The gateway's certificate is looked at."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Iterator

import pytest
from conftest import Serve

from actionctl import Client, NetworkError


@pytest.fixture(scope="module")
def guarded(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> "tuple[str, Path]":
    """A gateway with a certificate of its own for localhost."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl on this machine to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        cwd=folder, check=True, capture_output=True,
    )
    url = serve("--connection", "sandbox", "--tls-cert", str(folder / "cert.pem"), "--tls-key", str(folder / "key.pem"))
    assert url.startswith("https://127.0.0.1:")
    return url.replace("127.0.0.1", "localhost"), folder / "cert.pem"


def test_a_certificate_that_is_trusted(guarded: "tuple[str, Path]") -> None:
    url, cert = guarded
    with Client(url, ca_file=str(cert)) as client:
        assert client.run("sandbox", "get_api_2_1_clusters_list").status == 200
        assert client.run("sandbox", "get_api_2_1_clusters_list").status == 200
        assert len(client._transport._pool._idle) == 1


def test_sending_and_reading_at_once(guarded: "tuple[str, Path]") -> None:
    def calls() -> "Iterator[dict[str, object]]":
        for _ in range(200):
            yield {"connection": "sandbox", "action": "get_api_2_1_clusters_list", "params": {"page_size": 20}}

    url, cert = guarded
    with Client(url, ca_file=str(cert)) as client:
        assert [r.outcome for r in client.batch(calls())] == ["done"] * 200


def test_certificates_that_are_not_trusted(guarded: "tuple[str, Path]") -> None:
    url, cert = guarded
    wrong = (Client(url), Client(url.replace("localhost", "127.0.0.1"), ca_file=str(cert)))
    for client in wrong:
        with pytest.raises(NetworkError, match="is not trusted") as e:
            client.list_connections()
        assert e.value.code == "GATEWAY_NOT_TRUSTED" and not e.value.retryable


def test_http_where_https_is_wanted(guarded: "tuple[str, Path]") -> None:
    with Client(guarded[0].replace("https:", "http:")) as client, pytest.raises(Exception) as e:
        client.list_connections()
    assert "not from an actionctl gateway" in str(e.value)
