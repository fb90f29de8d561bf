"""Proxies, as the environment names them (HTTPS_PROXY, HTTP_PROXY, NO_PROXY)."""

from __future__ import annotations

import base64
import urllib.request
from dataclasses import dataclass, field
from typing import Optional
from urllib.parse import unquote, urlsplit

from ._address import Address
from .errors import ConfigurationError


@dataclass(frozen=True)
class Proxy:
    """A proxy, and the headers that it wants."""

    host: str
    port: int
    headers: "dict[str, str]" = field(repr=False)


def proxy_for(address: Address) -> Optional[Proxy]:
    """The proxy on the way to a gateway. There is none to this machine itself."""
    if address.loopback:
        return None
    found = urllib.request.getproxies()
    url = found.get(address.scheme) or found.get("all")
    if not url or urllib.request.proxy_bypass(f"{address.host}:{address.port}"):
        return None
    try:
        parts = urlsplit(url if "://" in url else "http://" + url)
        port = parts.port or 80
    except ValueError as e:
        raise ConfigurationError(f"the proxy for {address.scheme} is no URL: {e}") from None
    if parts.scheme != "http" or not parts.hostname:
        raise ConfigurationError(f"the proxy for {address.scheme} is not http://HOST:PORT; others are not supported")
    headers = {}
    if parts.username is not None:
        who = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Proxy-Authorization"] = "Basic " + base64.b64encode(who.encode()).decode()
    return Proxy(parts.hostname, port, headers)
