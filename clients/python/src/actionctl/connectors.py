"""Run actions by name over named connections.

The gateway is that of the environment: ACTIONCTL_GATEWAY_URL, and ACTIONCTL_GATEWAY_TOKEN
where it wants a token. Scripts that were written for ``abstra.connectors`` change their
import and nothing else.
"""

from __future__ import annotations

import os
from typing import Any, Mapping, Optional

from .client import Client
from .errors import ConfigurationError, ConnectorError

__all__ = ["ConnectorError", "default_client", "run_connection_action"]

_client: "Optional[tuple[tuple[Optional[str], ...], Client]]" = None


def run_connection_action(
    connection_name: str,
    action_name: str,
    params: Optional[Mapping[str, Any]] = None,
    *,
    timeout: Optional[float] = None,
    idempotency_key: Optional[str] = None,
    confirmed: bool = False,
) -> Any:
    """Run an action and return its data, which is any JSON value.

    Whatever goes wrong is a ConnectorError whose text is the message. See Client.run for
    the options.
    """
    result = default_client().run(
        connection_name, action_name, params, timeout=timeout, idempotency_key=idempotency_key, confirmed=confirmed
    )
    return result.data


def default_client() -> Client:
    """The client of the environment. It is kept for as long as the environment says the same."""
    global _client
    names = ("ACTIONCTL_GATEWAY_URL", "ACTIONCTL_GATEWAY_TOKEN", "ACTIONCTL_GATEWAY_ALLOW_HTTP")
    url, token, allow = settings = tuple(os.environ.get(name) or None for name in names)
    if url is None:
        raise ConfigurationError(
            "ACTIONCTL_GATEWAY_URL is not set: give the URL of the gateway, such as https://gateway.example.com"
        )
    kept = _client
    if kept is None or kept[0] != settings:  # two threads may both come here, which does no harm
        kept = _client = (settings, Client(url, token, allow_http=allow == "1"))
    return kept[1]
