"""One call."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional

from . import _outcome
from ._answer import Answer
from ._base import Base, within
from ._call import body_of
from ._transport import JSON, Request, encoded
from .errors import UsageError
from .files import Download, Source, is_bytes, opened
from .results import Result


class Calls(Base):
    def run(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        timeout: Optional[float] = None,
        idempotency_key: Optional[str] = None,
        confirmed: bool = False,
        validation: Optional[str] = None,
    ) -> Result:
        """Run an action. Data that are bytes, an open file or a path are uploaded.

        ``idempotency_key`` makes repeats one, where the service knows repeats: give the same
        key when a step of yours begins again. ``confirmed`` says that somebody who may has
        said yes; the token must allow it. ``validation`` is strict, allow_unknown or off.
        """
        seconds = self._seconds(timeout)
        if isinstance(params, Mapping) and is_bytes(params.get("data")):
            rest = {name: value for name, value in params.items() if name != "data"}
            query = body_of(connection, action, None, seconds, idempotency_key, confirmed, validation)
            return self._upload(query, rest, params["data"], seconds)
        body = body_of(connection, action, params, seconds, idempotency_key, confirmed, validation)
        return _result(self._transport.send(Request("POST", ("v1", "run"), body=body), within(seconds)))

    def upload(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]],
        source: Source,
        *,
        timeout: Optional[float] = None,
        idempotency_key: Optional[str] = None,
        confirmed: bool = False,
        validation: Optional[str] = None,
    ) -> Result:
        """Run an action whose data are a file: bytes, an open file, a path, pieces of bytes."""
        seconds = self._seconds(timeout)
        query = body_of(connection, action, None, seconds, idempotency_key, confirmed, validation)
        return self._upload(query, params, source, seconds)

    def _upload(
        self, query: "dict[str, Any]", params: Optional[Mapping[str, Any]], source: Source, seconds: Optional[float]
    ) -> Result:
        if params:
            query["params"] = encoded(dict(params)).decode()
        query = {name: json.dumps(v) if isinstance(v, bool) else v for name, v in query.items()}
        with opened(source) as (pieces, length):
            request = Request(
                "POST", ("v1", "upload"), query=query, pieces=pieces, length=length, content="application/octet-stream"
            )
            return _result(self._transport.send(request, within(seconds)))

    def download(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        timeout: Optional[float] = None,
        confirmed: bool = False,
    ) -> Download:
        """Run an action that answers with a file, and read that as it comes."""
        seconds = self._seconds(timeout)
        body = body_of(connection, action, params, seconds, None, confirmed)
        request = Request("POST", ("v1", "run"), body=body, accept="*/*")
        answer = self._transport.send(request, within(seconds))
        _outcome.expected(answer, reads=False)
        if not _is_file(answer):
            answer.close()
            raise UsageError(f"{action} answered with no file; take its data with run", code="NO_FILE", action=action)
        return Download(answer)

    def plan(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        confirmed: bool = False,
        validation: Optional[str] = None,
    ) -> "dict[str, Any]":
        """The request that run would send, without credentials, and whether it would be refused."""
        body = body_of(connection, action, params, None, None, confirmed, validation)
        request = Request("POST", ("v1", "plan"), body=body, reads=True)
        return _outcome.whole_object(self._transport.send(request, within(self._timeout)))


def _is_file(answer: Answer) -> bool:
    """Whether an answer is what the service sent rather than JSON about it."""
    return "Actionctl-Status" in answer.headers


def _result(answer: Answer) -> Result:
    if answer.status == 200 and _is_file(answer):
        status = answer.headers.get("Actionctl-Status") or ""
        return Result(
            data=answer.read(), status=int(status) if status.isdigit() else 200,
            request_id=answer.headers.get("Actionctl-Request-Id"),
        )
    told = _outcome.whole_object(answer, reads=False)
    return Result(
        data=told.get("data"), status=told.get("status") or 0, request_id=told.get("request_id"),
        headers=told.get("headers") or {}, attempts=told.get("attempts") or [],
    )
