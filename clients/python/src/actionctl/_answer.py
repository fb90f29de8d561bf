"""An answer of the gateway on its way."""

from __future__ import annotations

import http.client
import socket
from typing import Callable, Iterator, Optional

from ._deadline import Deadline
from .errors import DOUBT, CallTimeout, ConnectorError, NetworkError, Unknown

CHUNK = 1 << 16
TIMEOUTS = (TimeoutError, socket.timeout)  # two classes before Python 3.10


class Answer:
    """Status, headers and a body that is read once, within the deadline of the call."""

    def __init__(
        self,
        response: http.client.HTTPResponse,
        sock: socket.socket,
        deadline: Deadline,
        done: Callable[[bool], None],
        lost: Callable[[BaseException], ConnectorError],
    ) -> None:
        """``done`` is told once whether the connection can be used again, ``lost`` words an error of it."""
        self.status = response.status
        self.headers = response.headers
        self._response, self._sock, self._deadline = response, sock, deadline
        self._done: Optional[Callable[[bool], None]] = done
        self._lost = lost

    @property
    def content_type(self) -> str:
        return (self.headers.get("Content-Type") or "").partition(";")[0].strip().lower()

    def read(self) -> bytes:
        """All that is left of the body."""
        return b"".join(self.chunks())

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """The body as it comes. One that breaks off is an error, never a short body."""
        while True:
            chunk = self.some(size)
            if not chunk:
                return
            yield chunk

    def some(self, size: int) -> bytes:
        """At most size bytes, b"" at the end."""
        if self._done is None:
            return b""
        try:
            self._sock.settimeout(self._deadline.left())
            chunk = self._response.read1(size)
            if not chunk and self._response.length:
                raise http.client.IncompleteRead(b"", self._response.length)
        except (OSError, http.client.HTTPException) as e:
            self.close()
            raise self._lost(e) from None
        except BaseException:
            self.close()
            raise
        if not chunk:
            self._finish(not self._response.will_close)
        return chunk

    def lines(self) -> Iterator[bytes]:
        """The body line by line, without line ends. A last line without one is no line."""
        parts: "list[bytes]" = []
        for chunk in self.chunks():
            if b"\n" not in chunk:
                parts.append(chunk)
                continue
            *whole, rest = (b"".join(parts) + chunk).split(b"\n")
            parts = [rest]
            for line in whole:
                yield line.rstrip(b"\r")

    def close(self) -> None:
        """Give up what was not read."""
        self._finish(False)

    def _finish(self, reusable: bool) -> None:
        done, self._done = self._done, None
        if done is not None:
            self._response.close()
            done(reusable)


def broken_off(e: BaseException, doubt: bool) -> ConnectorError:
    """The error of an answer that broke off. With doubt it is all that was to tell of a write."""
    hint = DOUBT if doubt else None
    if isinstance(e, TIMEOUTS):
        return CallTimeout("the gateway's answer did not go on in time", code="TIMEOUT", hint=hint, in_doubt=doubt)
    kind = Unknown if doubt else NetworkError
    return kind(f"the gateway's answer broke off: {describe(e)}", code="ANSWER_BROKE_OFF", hint=hint)


def describe(e: BaseException) -> str:
    """An error of the network in words."""
    if isinstance(e, http.client.IncompleteRead):
        return "the connection was closed before its end"
    return str(e) or type(e).__name__
