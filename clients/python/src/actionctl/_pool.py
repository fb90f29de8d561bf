"""Connections to the gateway, kept for the next call."""

from __future__ import annotations

import http.client
import os
import selectors
import socket
import ssl
import threading
import time
import weakref
from typing import Optional

from ._address import Address
from ._proxy import Proxy

MAX_IDLE = 16
MAX_IDLE_SECONDS = 60.0  # less than the gateway keeps them
CONNECT_SECONDS = 10.0


class Pool:
    """Idle connections. Safe for threads; a process that was forked begins with none."""

    def __init__(self, address: Address, proxy: Optional[Proxy], tls: Optional[ssl.SSLContext]) -> None:
        self._address, self._proxy, self._tls = address, proxy, tls
        self._lock = threading.Lock()
        self._idle: "list[tuple[float, http.client.HTTPConnection]]" = []
        weakref.finalize(self, _close_all, self._idle)  # for those who never close it
        _pools.add(self)

    def take(self) -> Optional[http.client.HTTPConnection]:
        """An idle connection that still stands, the last used first."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                since, conn = self._idle.pop()
            if time.monotonic() - since < MAX_IDLE_SECONDS and _quiet(conn.sock):
                return conn
            conn.close()

    def connect(self, seconds: Optional[float]) -> http.client.HTTPConnection:
        """A new connection. Raises OSError or http.client.HTTPException; nothing was sent then."""
        limit = CONNECT_SECONDS if seconds is None else min(seconds, CONNECT_SECONDS)
        a, p = self._address, self._proxy
        host, port = (p.host, p.port) if p else (a.host, a.port)
        conn: http.client.HTTPConnection
        if a.scheme == "https":
            conn = http.client.HTTPSConnection(host, port, timeout=limit, context=self._tls)
            if p:
                conn.set_tunnel(a.host, a.port, p.headers)
        else:
            conn = http.client.HTTPConnection(host, port, timeout=limit)
        try:
            conn.connect()
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        except BaseException:
            conn.close()
            raise
        return conn

    def give(self, conn: http.client.HTTPConnection) -> None:
        """Keep a connection whose answer was read to its end."""
        with self._lock:
            if len(self._idle) < MAX_IDLE:
                self._idle.append((time.monotonic(), conn))
                return
        conn.close()

    def close(self) -> None:
        with self._lock:
            _close_all(self._idle)

    def disown(self) -> None:
        """Forget what is the parent's, in a process that was forked: two must not speak on one."""
        self._lock = threading.Lock()  # a thread that is not here any more may hold the old one
        _close_all(self._idle)  # this process's copies; the gateway hears nothing of it


_pools: "weakref.WeakSet[Pool]" = weakref.WeakSet()


def _disown_all() -> None:
    for pool in list(_pools):
        pool.disown()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_disown_all)


def _close_all(idle: "list[tuple[float, http.client.HTTPConnection]]") -> None:
    while idle:
        idle.pop()[1].close()


def _quiet(sock: Optional[socket.socket]) -> bool:
    """Whether nothing came on an idle connection: what comes there is its end."""
    if sock is None:
        return False
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        return not selector.select(0)
