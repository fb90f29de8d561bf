"""What calls give back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

from .errors import ConnectorError


@dataclass(frozen=True)
class Result:
    """The answer of one call."""

    data: Any  # any JSON value; bytes of an action that answers with a file
    status: int  # of the service
    request_id: Optional[str] = None  # of the service, for its support
    headers: "dict[str, str]" = field(default_factory=dict)  # those that are part of the answer
    attempts: "list[dict[str, Any]]" = field(default_factory=list)  # how often it was sent


@dataclass(frozen=True)
class Progress:
    """How far work is."""

    state: str  # as the service names it; "" as long as it is not known
    message: str
    elapsed: float  # seconds since the wait began
    polls: int
    handle: Optional[str]  # goes on waiting elsewhere, see Client.wait_for


@dataclass(frozen=True)
class Finished:
    """Work that ended in success."""

    data: Any  # the last answer of the service; None when the work was to delete
    action: str
    state: str
    result: Optional[str]
    message: Optional[str]
    elapsed: float
    polls: int
    handle: str
    parts: "list[dict[str, Any]]" = field(default_factory=list)


@dataclass(frozen=True)
class BatchResult:
    """How one call of a batch ended."""

    id: Any  # as it was given; the number of the call, from 1, where it was not
    outcome: str  # done, failed, or unknown: the service may have acted
    action: Optional[str] = None
    status: Optional[int] = None
    data: Any = None
    error: Optional[ConnectorError] = None
    line: Optional[int] = None  # of a call that is none
