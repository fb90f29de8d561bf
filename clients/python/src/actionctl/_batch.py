"""Many calls over one request."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Iterable, Iterator, Mapping

from ._deadline import Deadline
from ._outcome import error_of, expected, parsed
from ._transport import Request, Transport, encoded
from .errors import LocalError, ServerError, Unknown
from .results import BatchResult

_LINES = "application/x-ndjson"


def run_batch(
    transport: Transport, calls: Iterable[Mapping[str, Any]], query: Mapping[str, Any]
) -> Iterator[BatchResult]:
    """Calls go out and results come in at the same time, so neither is held in memory."""
    request = Request("POST", ("v1", "batch"), query=query, pieces=_lines(calls), content=_LINES, accept=_LINES)
    answer = transport.send(request, Deadline(None))
    try:
        expected(answer, _LINES, reads=False)
        for line in answer.lines():
            told = parsed(line)
            if not isinstance(told, dict):
                raise ServerError("the gateway's answer is no line of a batch", code="UNEXPECTED_ANSWER")
            if "outcome" in told:
                yield _result(told)
            elif "end" in told:
                return
            elif isinstance(told.get("error"), dict):
                raise error_of(told["error"])
        raise Unknown(
            "the gateway's answer ended before the batch did", code="ANSWER_BROKE_OFF",
            hint="whether the calls without a result were done is not known",
        )
    finally:
        answer.close()


def _lines(calls: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    for number, call in enumerate(calls, 1):
        if not isinstance(call, Mapping):
            raise LocalError(f"call {number} of the batch is {type(call).__name__}, not a mapping with action and params")
        yield encoded(dict(call)) + b"\n"


def _result(told: Mapping[str, Any]) -> BatchResult:
    data, error = told.get("data"), told.get("error")
    if told.get("encoding") == "base64" and isinstance(data, str):
        try:
            data = base64.b64decode(data, validate=True)
        except binascii.Error as e:
            raise ServerError(f"a result's data is no base64: {e}", code="UNEXPECTED_ANSWER") from None
    return BatchResult(
        id=told.get("id"), outcome=str(told.get("outcome")), action=told.get("action"), status=told.get("status"),
        data=data, error=error_of(error, data=data) if isinstance(error, dict) else None, line=told.get("line"),
    )
