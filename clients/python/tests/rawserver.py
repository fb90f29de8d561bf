"""A server that says what a test lets it say, to be as bad as networks are."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Callable, Iterator


class Conversation:
    """One connection, from the server's side."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._file = sock.makefile("rb")

    def request(self) -> "tuple[str, dict[str, str], bytes]":
        """The next request: its line, its headers by small names, its body."""
        line = self._file.readline().decode().rstrip()
        headers = {}
        while True:
            text = self._file.readline().decode().rstrip()
            if not text:
                break
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        return line, headers, self._file.read(int(headers.get("content-length", 0)))

    def answer(self, status: str, body: bytes, *headers: str) -> None:
        head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        self.say("\r\n".join(head).encode() + b"\r\n\r\n" + body)

    def json(self, body: str, *headers: str) -> None:
        self.answer("200 OK", body.encode(), "Content-Type: application/json", *headers)

    def say(self, text: bytes) -> None:
        self.sock.sendall(text)

    def close(self) -> None:
        self._file.close()
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()


@contextlib.contextmanager
def rawserver(*scripts: Callable[[Conversation], None]) -> Iterator[str]:
    """The URL of a server that follows one script a connection, in their order."""
    listener = socket.create_server(("127.0.0.1", 0))
    failures: "list[BaseException]" = []

    def follow() -> None:
        for script in scripts:
            try:
                talk = Conversation(listener.accept()[0])
            except OSError:
                return  # the test is over
            try:
                script(talk)
            except ConnectionError:
                pass  # the client has heard enough
            except BaseException as e:
                failures.append(e)
            finally:
                talk.close()
        listener.close()  # whoever asks once more than the test expects is refused

    url = "http://127.0.0.1:%d" % listener.getsockname()[1]
    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield url
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
    assert not failures, failures
    assert not thread.is_alive(), "the server still waits for something"
