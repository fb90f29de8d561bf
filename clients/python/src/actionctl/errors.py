"""What can go wrong. Every error is a ConnectorError, and its text is the message alone."""

from __future__ import annotations

from typing import Any, Mapping, Optional

DOUBT = "whether the service acted is not known"  # the hint where no gateway gave one


class ConnectorError(Exception):
    """A call that did not succeed.

    ``str(error)`` is the message; the rest says what happened and what to do:

    - ``code``: what happened, in one word, such as ``RESOURCE_DOES_NOT_EXIST``
    - ``category``: what kind of thing it is; each has a subclass of its own
    - ``status``: the HTTP status of the service's answer, None where there was none
    - ``request_id``: of the service, for its support
    - ``retryable``: the same call may succeed later, and repeating it does no harm
    - ``in_doubt``: whether the service acted is not known; look before you repeat the call
    - ``retry_after``: seconds to wait before that, where the service said so
    - ``problems``: of parameters, each with its place
    - ``hint``: what to do next
    - ``action``, ``connection``: of the call
    - ``handle``: goes on waiting for work (``Client.wait_for``)
    - ``resume_token``: goes on with a listing (``Client.items(starting_token=…)``)
    - ``state``, ``result``, ``parts``: of work that was waited for
    - ``data``: what a call of a batch gave although it failed
    - ``gateway_status``, ``gateway_request``: of the gateway's answer, for its operator
    - ``fields``: the error object as it came

    Errors hold no token and can be pickled.
    """

    default_category = ""

    def __init__(
        self,
        message: str,
        *,
        fields: Optional[Mapping[str, Any]] = None,
        gateway_status: Optional[int] = None,
        gateway_request: Optional[str] = None,
        data: Any = None,
        **more: Any,
    ) -> None:
        super().__init__(message)
        known: "dict[str, Any]" = {**(fields or {}), **more}
        self.fields: "dict[str, Any]" = known
        self.code: str = known.get("code") or "ERROR"
        self.category: str = known.get("category") or self.default_category
        self.status: Optional[int] = known.get("status")
        self.request_id: Optional[str] = known.get("request_id")
        self.retryable: bool = bool(known.get("retryable"))
        self.retry_after: Optional[float] = known.get("retry_after")
        self.in_doubt: bool = bool(known.get("in_doubt")) or self.category == "unknown"
        self.problems: "list[dict[str, Any]]" = list(known.get("problems") or [])
        self.hint: Optional[str] = known.get("hint")
        self.action: Optional[str] = known.get("action")
        self.connection: Optional[str] = known.get("connection")
        self.handle: Any = known.get("handle")
        self.resume_token: Optional[str] = known.get("resume_token")
        self.state: Optional[str] = known.get("state")
        self.result: Optional[str] = known.get("result")
        self.parts: "list[dict[str, Any]]" = list(known.get("parts") or [])
        self.data: Any = data
        self.gateway_status = gateway_status
        self.gateway_request = gateway_request

    def __repr__(self) -> str:
        told = [repr(str(self)), f"code={self.code!r}"]
        for name in ("status", "request_id", "connection", "action"):
            value = getattr(self, name)
            if value is not None:
                told.append(f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(told)})"


class UsageError(ConnectorError):
    """The call is none: an unknown action or connection, a handle that is of no use."""

    default_category = "usage"


class InvalidParameters(ConnectorError):
    """Refused before anything was sent; ``problems`` has all that is wrong."""

    default_category = "validation"


class PolicyRefused(ConnectorError):
    """The connection's policy, the gateway or the token does not allow it. Nothing was sent."""

    default_category = "policy"


class AuthError(ConnectorError):
    """The gateway does not know the token, or the service does not let the connection do this."""

    default_category = "auth"


class NotFound(ConnectorError):
    """The service has nothing of this id or name."""

    default_category = "not_found"


class Conflict(ConnectorError):
    """The service has something that is in the way, or somebody else was faster."""

    default_category = "conflict"


class RateLimited(ConnectorError):
    """Too many calls; ``retry_after`` says when to come back, where that is known."""

    default_category = "rate_limit"


class ClientError(ConnectorError):
    """The service refused the call for another reason."""

    default_category = "client"


class ServerError(ConnectorError):
    """The service failed, or answered what nobody understands. Of a write, part may have been done."""

    default_category = "server"


class WorkFailed(ConnectorError):
    """The service worked, and the work ended in failure; ``state``, ``result`` and ``parts`` say why."""

    default_category = "failed"


class NetworkError(ConnectorError):
    """No answer came, of the service or of the gateway, and the service did nothing that counts."""

    default_category = "network"


class CallTimeout(ConnectorError):
    """The time was up. ``in_doubt`` says when the service may have acted nevertheless."""

    default_category = "timeout"


class LocalError(ConnectorError):
    """Something failed at the gateway or here, before or after the service was asked."""

    default_category = "local"


class ConfigurationError(LocalError, ValueError):
    """The client's own settings are wrong."""


class Unknown(ConnectorError):
    """No answer came, and whether the service acted is not known: look before repeating the call."""

    default_category = "unknown"


_CLASSES: "dict[str, type[ConnectorError]]" = {
    c.default_category: c
    for c in (
        UsageError, InvalidParameters, PolicyRefused, AuthError, NotFound, Conflict, RateLimited,
        ClientError, ServerError, WorkFailed, NetworkError, CallTimeout, LocalError, Unknown,
    )
}


def class_of(category: str) -> "type[ConnectorError]":
    """The class for a category; ConnectorError for one that this version does not know."""
    return _CLASSES.get(category, ConnectorError)
