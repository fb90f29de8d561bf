"""Lists, item by item."""

from __future__ import annotations

from typing import Any, Callable, Iterator, Mapping, Optional

from ._answer import Answer
from ._deadline import Deadline
from ._outcome import error_of, expected, parsed
from ._transport import Request, Transport
from .errors import ConnectorError, NetworkError


class Items(Iterator[Any]):
    """The items of a list, read as they are needed, in the memory of one.

    Nothing is sent before the first one. After the last one ``resume_token`` is None, or
    goes on behind it where a limit ended the list; that of a ConnectorError goes on behind
    the last item that came. ``close`` gives up the rest. For one thread.
    """

    def __init__(self, transport: Transport, body: Mapping[str, Any], deadline: Callable[[], Deadline]) -> None:
        self.count = 0
        self.resume_token: Optional[str] = None
        self._transport, self._body, self._deadline = transport, body, deadline
        self._answer: Optional[Answer] = None
        self._lines: Optional[Iterator[bytes]] = None
        self._ended = False

    def __next__(self) -> Any:
        if self._ended:
            raise StopIteration
        try:
            if self._lines is None:
                self._lines = self._begin()
            line = next(self._lines, None)
        except ConnectorError:
            self.close()
            raise
        told = parsed(line) if line is not None else None
        if isinstance(told, dict) and "item" in told:
            self.count += 1
            return told["item"]
        return self._end(told)

    def _begin(self) -> Iterator[bytes]:
        request = Request("POST", ("v1", "items"), body=self._body, accept="application/x-ndjson")
        self._answer = self._transport.send(request, self._deadline())
        expected(self._answer, "application/x-ndjson", reads=False)
        return self._answer.lines()

    def _end(self, told: Any) -> Any:
        if isinstance(told, dict) and isinstance(told.get("end"), dict):
            self.resume_token = told["end"].get("resume_token")
            for _ in self._lines or ():
                pass  # to the end, so that the connection can be used again
            self.close()
            raise StopIteration
        self.close()
        if isinstance(told, dict) and isinstance(told.get("error"), dict):
            error = error_of(told["error"])
            self.resume_token = error.resume_token
            raise error
        raise NetworkError("the gateway's answer ended before the list did", code="ANSWER_BROKE_OFF")

    def close(self) -> None:
        """Give up what was not read."""
        self._ended = True
        if self._answer is not None:
            self._answer.close()

    def __enter__(self) -> "Items":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()
