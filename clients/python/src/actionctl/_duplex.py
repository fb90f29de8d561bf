"""Sending and reading at once, in one thread."""

from __future__ import annotations

import http.client
import io
import selectors
import socket
import ssl
from typing import Iterator, Optional

from ._deadline import Deadline

PIECE = 1 << 16
_AGAIN = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Duplex(io.RawIOBase):
    """Reads a socket, and sends the pieces of a body while there is nothing to read.

    The gateway may answer before it has the whole body: a batch as its calls end, an
    upload when it refuses it. Whoever only sends would wait for a gateway that waits for
    its answers to be taken. TLS cannot be used by two threads at once, so this is one.
    """

    def __init__(self, sock: socket.socket, pieces: Iterator[bytes], deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline
        self._pieces: Optional[Iterator[bytes]] = pieces
        self._unsent = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while True:
            self._sock.settimeout(0)
            try:
                return self._sock.recv_into(buffer)
            except _AGAIN:
                pass
            sent = self._send()
            if not sent:
                self._wait()

    def _send(self) -> bool:
        """Send some of the body; False when there is none, or no room for it."""
        while not self._unsent:
            if self._pieces is None:
                return False
            piece = next(self._pieces, None)
            if piece is None:
                self._pieces = None
                return False
            self._unsent = memoryview(piece)
        try:
            self._unsent = self._unsent[self._sock.send(self._unsent) :]
        except _AGAIN:
            return False
        except OSError:  # the gateway wants no more; what it says of that can still be read
            self._pieces, self._unsent = None, memoryview(b"")
            return False
        return True

    def _wait(self) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._unsent else 0)
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, events)
            if not selector.select(self._deadline.left()):
                raise TimeoutError


class _Source:
    """What HTTPResponse takes for a socket."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw

    def makefile(self, *_: object) -> io.BufferedReader:
        return io.BufferedReader(self._raw, PIECE)


def answer_while_sending(
    sock: socket.socket, pieces: Iterator[bytes], deadline: Deadline
) -> http.client.HTTPResponse:
    """The response to a request whose headers are sent, with its body sent as it is read."""
    source = _Source(Duplex(sock, pieces, deadline))
    response = http.client.HTTPResponse(source, method="POST")  # type: ignore[arg-type]
    response.begin()
    return response


def sliced(body: "bytes | bytearray | memoryview") -> Iterator[bytes]:
    """A body in memory, in pieces."""
    view = memoryview(body).cast("B")
    return (bytes(view[i : i + PIECE]) for i in range(0, len(view), PIECE))


def chunked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces as HTTP sends a body whose length is not known."""
    for piece in pieces:
        if piece:
            yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"
