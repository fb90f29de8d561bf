"""Files, up and down."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any, Iterator

import pytest
from conftest import Serve

from actionctl import Client, Conflict, ConnectorError, LocalError, NetworkError, NotFound, UsageError

PUT, GET = "put_api_2_0_fs_filesby_file_path", "get_api_2_0_fs_filesby_file_path"
CONTENT = os.urandom(3_000_001)


@pytest.fixture
def volume(client: Client, request: pytest.FixtureRequest) -> str:
    return f"/Volumes/main/default/raw/{request.node.name}/ä b?.bin"


def sources(tmp_path: Path) -> Iterator[Any]:
    file = tmp_path / "content"
    file.write_bytes(CONTENT)
    yield CONTENT
    yield bytearray(CONTENT)
    yield memoryview(CONTENT)
    yield file
    yield io.BytesIO(CONTENT)
    yield (CONTENT[i : i + 70_000] for i in range(0, len(CONTENT), 70_000))
    read, write = os.pipe()
    if os.fork() == 0:  # a pipe has no length
        os.close(read)
        with open(write, "wb") as end:
            end.write(CONTENT)
        os._exit(0)
    os.close(write)
    yield open(read, "rb")
    os.wait()


def test_up_and_down(client: Client, volume: str, tmp_path: Path) -> None:
    for source in sources(tmp_path):
        result = client.upload("sandbox", PUT, {"file_path": volume, "overwrite": True}, source)
        assert result.status in (200, 204)
        with client.download("sandbox", GET, {"file_path": volume}) as download:
            assert download.length == len(CONTENT)
            assert download.read() == CONTENT
        if isinstance(source, io.BufferedReader):
            source.close()
    assert client.run("sandbox", GET, {"file_path": volume}).data == CONTENT


def test_data_that_are_bytes_are_uploaded(client: Client, volume: str) -> None:
    client.run("sandbox", PUT, {"file_path": volume, "data": b"abc"})
    with pytest.raises(Conflict):
        client.run("sandbox", PUT, {"file_path": volume, "data": io.BytesIO(b"abc")})
    with client.download("sandbox", GET, {"file_path": volume, "Range": "bytes=1-1"}) as part:
        assert part.read() == b"b"


def test_a_file_in_a_batch(client: Client, volume: str) -> None:
    client.upload("sandbox", PUT, {"file_path": volume}, b"\x00\xff")
    (result,) = client.batch([{"connection": "sandbox", "action": GET, "params": {"file_path": volume}}])
    assert (result.outcome, result.data) == ("done", b"\x00\xff")


def test_an_empty_file(client: Client, volume: str) -> None:
    client.upload("sandbox", PUT, {"file_path": volume}, b"")
    with client.download("sandbox", GET, {"file_path": volume}) as download:
        assert list(download) == []


def test_saving_is_all_or_nothing(client: Client, volume: str, tmp_path: Path, serve: Serve) -> None:
    client.upload("sandbox", PUT, {"file_path": volume}, CONTENT)
    there = tmp_path / "saved"
    with client.download("sandbox", GET, {"file_path": volume}) as download:
        assert download.save(there) == len(CONTENT)
    assert there.read_bytes() == CONTENT and list(tmp_path.iterdir()) == [there]


def test_a_download_that_breaks_off_is_no_file(serve: Serve, tmp_path: Path) -> None:
    url = serve("--connection", "sandbox", ACTIONCTL_SANDBOX_FAULTS="kind=cut,actions=get_*_fs_files*")
    there = tmp_path / "saved"
    there.write_text("before")
    with Client(url) as client:
        client.upload("sandbox", PUT, {"file_path": "/Volumes/main/default/raw/x"}, CONTENT)
        with pytest.raises(NetworkError, match="broke off"):
            with client.download("sandbox", GET, {"file_path": "/Volumes/main/default/raw/x"}) as download:
                download.save(there)
    assert there.read_text() == "before" and list(tmp_path.iterdir()) == [there]


def test_what_is_no_file(client: Client, volume: str) -> None:
    params = {"file_path": volume}
    wrong: "list[Any]" = ["text", io.StringIO("text"), [b"x", "y"]]
    for source in wrong:
        with pytest.raises(LocalError):
            client.upload("sandbox", PUT, params, source)
    with pytest.raises(FileNotFoundError):
        client.upload("sandbox", PUT, params, Path("/nowhere/at/all"))
    with pytest.raises(NotFound):
        client.download("sandbox", GET, params)
    with pytest.raises(UsageError, match="answered with no file"):
        client.download("sandbox", "get_api_2_1_clusters_list")
    with pytest.raises(ConnectorError, match="takes no bytes"):
        client.upload("sandbox", "post_api_2_2_jobs_create", None, b"x")


def test_a_file_that_shrinks_is_broken_off(client: Client, volume: str) -> None:
    class Shrinking(io.BytesIO):
        def read(self, size: "int | None" = -1) -> bytes:
            return super().read(min(size or -1, 10)) if self.tell() < 100 else b""

    with pytest.raises(LocalError, match="the upload was broken off"):
        client.upload("sandbox", PUT, {"file_path": volume}, Shrinking(CONTENT))
    with pytest.raises(NotFound):
        client.download("sandbox", GET, {"file_path": volume})
