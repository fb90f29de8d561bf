"""Where the gateway is, and whether a token may be sent there."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from .errors import ConfigurationError


@dataclass(frozen=True)
class Address:
    """A gateway's URL in its parts. ``prefix`` is the path before the API's own."""

    scheme: str
    host: str
    port: int
    prefix: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.prefix}"

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def loopback(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def parse_address(url: str) -> Address:
    """Read a URL such as ``https://gateway.example/actions``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as e:
        raise ConfigurationError(f"the gateway's URL {_shown(url)!r} is none: {e}") from None
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError("the gateway's URL has a user or password in it; give the token by itself")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"the gateway's URL {_shown(url)!r} does not begin with https://HOST or http://HOST")
    if parts.query or parts.fragment:
        raise ConfigurationError(f"the gateway's URL {_shown(url)!r} goes on after its path")
    if any(c <= " " or c == "\x7f" or ord(c) > 126 for c in url):
        raise ConfigurationError(f"the gateway's URL {_shown(url)!r} has characters that no URL has")
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    return Address(parts.scheme, parts.hostname, port, parts.path.rstrip("/"))


def refuse_open_token(address: Address, allow_http: bool) -> None:
    """Keep a token from going over a network unencrypted."""
    if address.scheme == "http" and not address.loopback and not allow_http:
        raise ConfigurationError(
            f"the token would go to {address.host} unencrypted; use https://, "
            "or say allow_http=True (ACTIONCTL_GATEWAY_ALLOW_HTTP=1) where the network is your own"
        )


def _shown(url: str) -> str:
    """A URL without what may be a password."""
    return url.rpartition("@")[2][:200] if "@" in url else url[:200]
