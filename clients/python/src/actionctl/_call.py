"""A call as the gateway reads it."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from ._deadline import duration
from .errors import InvalidParameters


def body_of(
    connection: Optional[str],
    action: str,
    params: Optional[Mapping[str, Any]],
    seconds: Optional[float] = None,
    key: Optional[str] = None,
    confirmed: bool = False,
    validation: Optional[str] = None,
) -> "dict[str, Any]":
    """The call, without what was not given: the gateway knows the defaults."""
    for name, given in (("connection", connection), ("action", action)):
        if given is not None and not isinstance(given, str):
            raise InvalidParameters(f"the {name}'s name is {type(given).__name__}, not str", code="INVALID_PARAMETERS")
    if params is not None and not isinstance(params, Mapping):
        raise InvalidParameters(
            f"params is {type(params).__name__}, not a mapping of names to values", code="INVALID_PARAMETERS"
        )
    body: "dict[str, Any]" = {
        "connection": connection or None,
        "action": action,
        "params": dict(params) if params else None,
        "timeout": None if seconds is None else duration(seconds),
        "idempotency_key": key,
        "confirmed": True if confirmed else None,
        "validation": validation,
    }
    return {name: given for name, given in body.items() if given is not None}
