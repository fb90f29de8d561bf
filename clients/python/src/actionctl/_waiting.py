"""Following work to its end."""

from __future__ import annotations

from typing import Any, Callable, Iterator, Mapping, Optional

from ._answer import Answer
from ._deadline import Deadline, duration
from ._events import events
from ._outcome import error_of, expected
from ._transport import Request, Transport
from .errors import ConnectorError, NetworkError
from .results import Finished, Progress

GRACE = 30.0  # the last poll may go on for a while, and the gateway is to tell of it itself
SILENCE = 60.0  # the gateway shows every 15 seconds that it lives


class Work:
    """One wait, on a stream of events."""

    def __init__(self, transport: Transport, body: Mapping[str, Any], timeout: Optional[float]) -> None:
        reads = "handle" in body
        self._handle: Optional[str] = body["handle"] if isinstance(body.get("handle"), str) else None
        if timeout is not None:
            body = {**body, "timeout": duration(timeout)}
        self._deadline = Deadline(None if timeout is None else timeout + GRACE)
        request = Request("POST", ("v1", "wait"), body=body, accept="text/event-stream", reads=reads)
        self._answer: Answer = transport.send(request, self._deadline)
        expected(self._answer, "text/event-stream", reads=reads)
        self._deadline.silence = SILENCE

    def started(self) -> str:
        """The handle of the work, as soon as it is started. Nobody follows it any more."""
        try:
            for name, _ in self._events():
                if name == "started" and self._handle is not None:
                    return self._handle
            raise self._cut()
        finally:
            self._answer.close()

    def finished(self, on_progress: Optional[Callable[[Progress], object]]) -> Finished:
        """What became of the work."""
        try:
            for name, told in self._events():
                if name == "result":
                    return _finished(told)
                if name == "progress" and on_progress is not None:
                    on_progress(self._progress(told))
            raise self._cut()
        finally:
            self._answer.close()

    def _events(self) -> "Iterator[tuple[str, Any]]":
        """The events but for errors, which are raised. They know how to go on."""
        try:
            for name, told in events(self._answer.lines()):
                if name == "error":
                    raise error_of(told, data=told.get("data"))
                if name == "started":
                    self._handle = told.get("handle") or self._handle
                yield name, told
        except ConnectorError as e:
            e.handle = e.handle or self._handle
            raise

    def _cut(self) -> ConnectorError:
        return NetworkError(
            "the gateway's answer ended before the work did", code="ANSWER_BROKE_OFF", handle=self._handle,
            hint="go on waiting with the handle",
        )

    def _progress(self, told: Mapping[str, Any]) -> Progress:
        return Progress(
            told.get("state") or "", told.get("message") or "", (told.get("elapsed_ms") or 0) / 1000,
            told.get("polls") or 0, self._handle,
        )


def _finished(told: Mapping[str, Any]) -> Finished:
    return Finished(
        data=told.get("data"), action=told.get("action") or "", state=told.get("state") or "",
        result=told.get("result"), message=told.get("message"), elapsed=(told.get("elapsed_ms") or 0) / 1000,
        polls=told.get("polls") or 0, handle=told.get("handle") or "", parts=told.get("parts") or [],
    )
