"""Run the actions of an actionctl gateway: named connections, calls by name."""

from ._version import __version__
from .client import Client
from .errors import (
    AuthError,
    CallTimeout,
    ClientError,
    ConfigurationError,
    Conflict,
    ConnectorError,
    InvalidParameters,
    LocalError,
    NetworkError,
    NotFound,
    PolicyRefused,
    RateLimited,
    ServerError,
    Unknown,
    UsageError,
    WorkFailed,
)
from .files import Download
from .listing import Items
from .results import BatchResult, Finished, Progress, Result

__all__ = [
    "AuthError", "BatchResult", "CallTimeout", "Client", "ClientError", "ConfigurationError", "Conflict",
    "ConnectorError", "Download", "Finished", "InvalidParameters", "Items", "LocalError", "NetworkError", "NotFound",
    "PolicyRefused", "Progress", "RateLimited", "Result", "ServerError", "Unknown", "UsageError", "WorkFailed",
    "__version__",
]
