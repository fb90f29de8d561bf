"""Answers of the gateway made into values and errors."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional

from ._answer import Answer
from .errors import (
    DOUBT, AuthError, CallTimeout, ClientError, ConnectorError, RateLimited, ServerError, Unknown, class_of,
)

MAX_ERROR = 1 << 20


def parsed(text: bytes) -> Any:
    """JSON, with whole numbers as exact as they are written."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as e:
        raise ServerError(f"the gateway's answer is no JSON: {e}", code="UNEXPECTED_ANSWER") from None


def expected(answer: Answer, *contents: str, reads: bool) -> None:
    """Raise what an answer says went wrong. What is left has one of the contents, if any are given."""
    if answer.status != 200:
        raise refusal(answer, reads)
    if contents and answer.content_type not in contents:
        answer.close()
        raise ServerError(
            f"the answer is {answer.content_type or 'of no type'}, not {contents[0]}: is the URL that of an actionctl gateway?",
            code="UNEXPECTED_ANSWER", gateway_status=answer.status,
        )


def whole_object(answer: Answer, reads: bool = True) -> "dict[str, Any]":
    """The JSON object that an answer is."""
    expected(answer, "application/json", reads=reads)
    value = parsed(answer.read())
    if not isinstance(value, dict):
        raise ServerError("the gateway's answer is no JSON object", code="UNEXPECTED_ANSWER")
    return value


def members(told: Mapping[str, Any], name: str) -> "list[dict[str, Any]]":
    """The objects of a list in an answer."""
    value = told.get(name)
    if not isinstance(value, list):
        raise ServerError(f"the gateway's answer has no list {name!r}", code="UNEXPECTED_ANSWER")
    return value


def refusal(answer: Answer, reads: bool) -> ConnectorError:
    """The error that an answer is."""
    text = b""
    while len(text) < MAX_ERROR:
        more = answer.some(MAX_ERROR - len(text))
        if not more:
            break
        text += more
    answer.close()
    told = {"gateway_status": answer.status, "gateway_request": answer.headers.get("X-Request-Id")}
    if answer.content_type in ("application/problem+json", "application/json"):
        try:
            problem = json.loads(text)
        except (ValueError, RecursionError):
            problem = None
        if isinstance(problem, dict) and isinstance(problem.get("error"), dict):
            return error_of(problem["error"], retry_after=_seconds(answer), data=problem.get("data"), **told)
    return _foreign(answer, reads, told)


def error_of(fields: Mapping[str, Any], **more: Any) -> ConnectorError:
    """The exception for an error object."""
    seconds = more.pop("retry_after", None)
    if fields.get("retry_after") is None and seconds is not None:
        fields = {**fields, "retry_after": seconds}
    if fields.get("category") == "network" and fields.get("in_doubt"):
        fields = {**fields, "category": "unknown"}
    message = fields.get("message")
    kind = class_of(str(fields.get("category")))
    return kind(message if isinstance(message, str) else "the gateway gave no reason", fields=fields, **more)


def _foreign(answer: Answer, reads: bool, told: "dict[str, Any]") -> ConnectorError:
    """The error for an answer that is not of the gateway, but of something before it."""
    status = answer.status
    if 300 <= status < 400:
        text = f"the answer is a redirect ({status}), which is not followed: is the URL that of an actionctl gateway?"
        return ServerError(text, code="UNEXPECTED_ANSWER", **told)
    text = f"the answer is {status} and not from an actionctl gateway"
    if status in (401, 403, 407):
        return AuthError(text, code="UNEXPECTED_ANSWER", **told)
    if status == 429:
        return RateLimited(text, code="UNEXPECTED_ANSWER", retryable=True, retry_after=_seconds(answer), **told)
    if status < 500:
        return ClientError(text + "; check its URL", code="UNEXPECTED_ANSWER", **told)
    if not reads:  # a proxy that lost the gateway does not know what became of the call
        return Unknown(text, code="NO_ANSWER", hint=DOUBT, **told)
    kind = CallTimeout if status == 504 else ServerError
    return kind(text, code="NO_ANSWER", retryable=True, retry_after=_seconds(answer), **told)


def _seconds(answer: Answer) -> Optional[float]:
    given = (answer.headers.get("Retry-After") or "").strip()
    return float(given) if given.isascii() and given.isdigit() else None
