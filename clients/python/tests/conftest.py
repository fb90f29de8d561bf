"""A real gateway with the sandbox behind it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Callable, Iterator

import pytest

from actionctl import Client

SETTINGS = ("ACTIONCTL_", "DATABRICKS_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT")

def clean() -> "dict[str, str]":
    """The environment without what would change what is tested."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(SETTINGS)}


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ.keys() - clean().keys():
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def actionctl() -> str:
    """The program under test."""
    path = PROGRAM
    assert path, "set ACTIONCTL to the program to test, or start the tests with run-tests.sh"
    return path


PROGRAM = os.environ.get("ACTIONCTL", "")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of whoever runs the gateways."""
    return tmp_path_factory.mktemp("home")


class Serve:
    """Starts gateways of their own, with a sandbox that has what the test wants of it."""

    def __init__(self, program: str, home: Path, logs: "Callable[[str], Path]") -> None:
        self._program, self._home, self._logs = program, home, logs
        self._running: "dict[str, subprocess.Popen[str]]" = {}

    def __call__(self, *args: str, tokens: bool = False, **environment: str) -> str:
        """The URL of a gateway, which asks for tokens only where that is wanted."""
        log = self._logs("gateway") / "log"
        words = args if tokens else ("--no-auth", *args)
        with open(log, "w") as errors:
            process = subprocess.Popen(
                [self._program, "serve", "--listen", "127.0.0.1:0", *words], text=True, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=errors, env={**clean(), "HOME": str(self._home), **environment},
            )
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on "), log.read_text()
        url = line.split()[-1]
        self._running[url] = process
        return url

    def tell_to_end(self, url: str) -> None:
        self._running[url].terminate()

    def end(self) -> None:
        for url in self._running:
            self.tell_to_end(url)
        for url, process in self._running.items():
            assert process.wait(30) == 0, f"the gateway {url} did not end well"
            assert process.stdout is not None
            process.stdout.close()


@pytest.fixture(scope="session")
def serve(actionctl: str, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    starter = Serve(actionctl, home, tmp_path_factory.mktemp)
    yield starter
    starter.end()


@pytest.fixture(scope="session")
def url(serve: Serve) -> str:
    """A gateway that asks nobody for a token."""
    return serve("--connection", "sandbox")


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url) as c:
        yield c


@pytest.fixture(scope="session")
def token(actionctl: str, home: Path) -> "Callable[..., str]":
    """Makes tokens."""

    def create(name: str, *args: str) -> str:
        made = subprocess.run(
            [actionctl, "tokens", "create", name, *args], text=True, capture_output=True, check=True,
            env={**clean(), "HOME": str(home)},
        )
        found = [word for word in made.stdout.split() if word.startswith("act_")]
        assert len(found) == 1, made.stdout
        return found[0]

    return create


def cluster(name: str, workers: int = 1) -> "dict[str, object]":
    """Parameters of post_api_2_1_clusters_create."""
    return {"data": {"cluster_name": name, "spark_version": "15.4.x-scala2.12", "num_workers": workers}}


