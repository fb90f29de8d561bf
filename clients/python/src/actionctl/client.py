"""The client of a gateway."""

from __future__ import annotations

from ._calls import Calls
from ._catalogue import Catalogue
from ._more_calls import MoreCalls


class Client(Calls, MoreCalls, Catalogue):
    """A gateway, and who calls it. Safe for threads; connections are kept between calls.

    Errors are ConnectorErrors; times are in seconds. Without a timeout the gateway's limits
    hold. The client itself repeats nothing but a read whose connection was closed before it:
    repeats that do no harm are the gateway's to make.
    """
