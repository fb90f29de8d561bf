"""A gateway, and who calls it."""

from __future__ import annotations

import ssl
from types import TracebackType
from typing import NoReturn, Optional, Type, TypeVar

from ._address import parse_address, refuse_open_token
from ._deadline import Deadline, checked_seconds
from ._proxy import proxy_for
from ._token import Token
from ._transport import Transport
from .errors import ConfigurationError

GRACE = 10.0  # the gateway is to tell of a timeout itself: it knows what was sent
Self = TypeVar("Self", bound="Base")


class Base:
    def __init__(
        self,
        url: str,
        token: Optional[str] = None,
        *,
        timeout: Optional[float] = None,
        ca_file: Optional[str] = None,
        ssl_context: Optional[ssl.SSLContext] = None,
        allow_http: bool = False,
    ) -> None:
        """``url`` is the gateway's, ``token`` what ``actionctl tokens create`` printed.

        ``timeout`` is that of each call that has none of its own. ``ca_file`` holds the
        certificates to trust instead of the system's; ``ssl_context`` says all about TLS.
        ``allow_http`` lets the token go unencrypted to another machine.
        """
        address = parse_address(url)
        secret = Token(token) if token is not None else None
        if secret is not None:
            refuse_open_token(address, allow_http)
        if ssl_context is None and address.scheme == "https":
            ssl_context = _trusting(ca_file)
        self.url = address.url
        self._timeout = checked_seconds("timeout", timeout)
        self._transport = Transport(address, secret, proxy_for(address), ssl_context)

    def close(self) -> None:
        """Close the connections that are kept. The client can still be used."""
        self._transport.close()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self.url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Client cannot be pickled, for it holds a token; make it where it is used")

    def _seconds(self, timeout: Optional[float]) -> Optional[float]:
        """The timeout of one call."""
        return self._timeout if timeout is None else checked_seconds("timeout", timeout)


def within(seconds: Optional[float]) -> Deadline:
    """The deadline here for a call that the gateway ends after seconds."""
    return Deadline(None if seconds is None else seconds + GRACE)


def _trusting(ca_file: Optional[str]) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as e:
        raise ConfigurationError(f"ca_file={ca_file!r} has no certificates that can be read: {e}") from None
