"""Requests to the gateway."""

from __future__ import annotations

import http.client
import json
import ssl
import sys
from dataclasses import dataclass, field
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import quote, urlencode

from ._address import Address
from ._answer import CHUNK, TIMEOUTS, Answer, describe, broken_off
from ._deadline import Deadline
from ._duplex import answer_while_sending, chunked, sliced
from ._pool import Pool
from ._proxy import Proxy
from ._token import Token
from ._version import __version__
from .errors import DOUBT, CallTimeout, ConnectorError, InvalidParameters, NetworkError, Unknown

JSON = "application/json"
_PYTHON = ".".join(map(str, sys.version_info[:2]))


@dataclass
class Request:
    """One request. ``reads`` says that sending it twice is the same as once."""

    method: str
    path: "tuple[str, ...]"
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None  # JSON
    pieces: Optional[Iterator[bytes]] = None  # a body that is sent as it is read
    length: Optional[int] = None  # of the pieces in all; None where it is not known
    content: str = JSON
    accept: str = JSON
    reads: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether its answer is all that tells of a write. A stream tells more as it comes."""
        return not self.reads and (self.accept == JSON or self.pieces is not None)

    def target(self, prefix: str) -> str:
        path = prefix + "".join("/" + quote(part, safe="") for part in self.path)
        given = {name: value for name, value in self.query.items() if value is not None}
        return f"{path}?{urlencode(given)}" if given else path


class Transport:
    """Sends requests over connections that are kept. Safe for threads."""

    def __init__(
        self, address: Address, token: Optional[Token], proxy: Optional[Proxy], tls: Optional[ssl.SSLContext]
    ) -> None:
        self._address, self._token, self._proxy = address, token, proxy
        self._pool = Pool(address, proxy, tls)

    def close(self) -> None:
        self._pool.close()

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Send a request and return its answer, whatever its status."""
        body = encoded(request.body) if request.pieces is None and request.body is not None else None
        conn = self._pool.take() if request.pieces is None else None  # pieces cannot be sent twice
        if conn is not None:
            try:
                return self._ask(conn, request, body, deadline)
            except _Stale:
                if not request.reads:
                    raise self._lost(request, ConnectionResetError("the connection was closed")) from None
                # The gateway closed it meanwhile: a read may be asked once more.
        conn = self._connect(deadline)
        try:
            return self._ask(conn, request, body, deadline)
        except _Stale as e:
            raise self._lost(request, e.reason) from None

    def _connect(self, deadline: Deadline) -> http.client.HTTPConnection:
        try:
            return self._pool.connect(deadline.left())
        except ssl.SSLCertVerificationError as e:
            raise NetworkError(
                f"the certificate of {self._address.url} is not trusted: {e.verify_message}", code="GATEWAY_NOT_TRUSTED",
                hint="give the certificate of its authority with ca_file=, or SSL_CERT_FILE",
            ) from None
        except (OSError, http.client.HTTPException) as e:
            way = f" through the proxy {self._proxy.host}:{self._proxy.port}" if self._proxy else ""
            raise NetworkError(
                f"the gateway {self._address.url} cannot be reached{way}: {describe(e)}", code="GATEWAY_UNREACHABLE",
                retryable=not isinstance(e, ssl.SSLError), hint="nothing was sent; check the URL, and that the gateway runs",
            ) from None

    def _ask(
        self, conn: http.client.HTTPConnection, request: Request, body: Optional[bytes], deadline: Deadline
    ) -> Answer:
        streams = request.pieces is not None or len(body or b"") > CHUNK
        try:
            sock = conn.sock
            sock.settimeout(deadline.left())
            if not streams:
                conn.request(request.method, self._target(request), body, self._headers(request))
                sock.settimeout(deadline.left())
                response = conn.getresponse()
            else:
                response = self._stream(conn, request, body, deadline)
        except (ConnectionError, http.client.RemoteDisconnected) as e:
            conn.close()
            raise _Stale(e) from None
        except (OSError, http.client.HTTPException) as e:
            conn.close()
            raise self._lost(request, e) from None
        except BaseException:
            conn.close()
            raise

        def done(reusable: bool) -> None:
            if reusable and not streams:
                self._pool.give(conn)
            else:
                conn.close()

        return Answer(response, sock, deadline, done, lambda e: broken_off(e, request.doubtful))

    def _stream(
        self, conn: http.client.HTTPConnection, request: Request, body: Optional[bytes], deadline: Deadline
    ) -> http.client.HTTPResponse:
        """Send what is long while listening: the gateway may refuse it before it has all of it."""
        pieces, length = request.pieces, request.length
        if pieces is None:
            pieces, length = sliced(body or b""), len(body or b"")
        conn.putrequest(request.method, self._target(request), skip_host=True, skip_accept_encoding=True)
        headers = self._headers(request)
        if length is None:
            headers["Transfer-Encoding"], pieces = "chunked", chunked(pieces)
        else:
            headers["Content-Length"] = str(length)
        for name, value in headers.items():
            conn.putheader(name, value)
        conn.endheaders()
        return answer_while_sending(conn.sock, pieces, deadline)

    def _target(self, request: Request) -> str:
        target = request.target(self._address.prefix)
        if self._proxy and self._address.scheme == "http":
            return f"http://{self._address.authority}{target}"
        return target

    def _headers(self, request: Request) -> "dict[str, str]":
        headers = {
            "Host": self._address.authority,
            "User-Agent": f"actionctl-python/{__version__} python/{_PYTHON}",
            "Accept": request.accept if request.accept == JSON else f"{request.accept}, application/problem+json",
            "Accept-Encoding": "identity",
        }
        if request.body is not None or request.pieces is not None:
            headers["Content-Type"] = request.content
        if self._token is not None:
            headers["Authorization"] = self._token.header()
        if self._proxy and self._address.scheme == "http":
            headers.update(self._proxy.headers)
        return headers

    def _lost(self, request: Request, e: BaseException) -> ConnectorError:
        """The error of a request that was sent, at least in part, and has no answer."""
        doubt = None if request.reads else DOUBT
        if isinstance(e, TIMEOUTS):
            return CallTimeout(
                "the gateway did not answer in time", code="TIMEOUT", retryable=request.reads, hint=doubt,
                in_doubt=not request.reads,
            )
        text = f"no answer came from the gateway: {describe(e)}"
        if request.reads:
            return NetworkError(text, code="NO_ANSWER", retryable=True)
        return Unknown(text, code="NO_ANSWER", hint=doubt)


class _Stale(Exception):
    """The connection ended before any answer."""

    def __init__(self, reason: BaseException) -> None:
        super().__init__()
        self.reason = reason


def encoded(value: Any) -> bytes:
    """A value as JSON. Bodies that have none are refused here, whatever is wrong with them."""
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError) as e:
        raise InvalidParameters(f"the parameters are no JSON: {e}", code="INVALID_PARAMETERS") from None
