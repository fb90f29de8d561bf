"""What networks do, and what the client makes of it."""

from __future__ import annotations

import json
import socket
import threading
from typing import Any, Callable

import pytest
from rawserver import Conversation, rawserver

from actionctl import _base, _duplex, _events, CallTimeout, Client, NetworkError, ServerError, Unknown
from actionctl._deadline import Deadline

DONE = '{"status":200,"data":{"ok":true},"attempts":[]}'


def connections(talk: Conversation) -> None:
    talk.request()
    talk.json('{"connections":[{"name":"a"}]}')


def test_connections_are_kept() -> None:
    def twice(talk: Conversation) -> None:
        connections(talk)
        connections(talk)

    with rawserver(twice) as url, Client(url) as client:
        assert client.list_connections() == client.list_connections() == [{"name": "a"}]


def test_a_connection_that_was_closed_meanwhile_is_not_used() -> None:
    closed = threading.Event()

    def once(talk: Conversation) -> None:
        connections(talk)
        talk.close()
        closed.set()

    def run(talk: Conversation) -> None:
        assert talk.request()[0] == "POST /v1/run HTTP/1.1"
        talk.json(DONE)

    with rawserver(once, run) as url, Client(url) as client:
        client.list_connections()
        assert closed.wait(10)
        assert client.run("a", "x").data == {"ok": True}


def hang_up_on_second(talk: Conversation) -> None:
    connections(talk)
    talk.request()


def test_a_read_is_asked_again_when_a_kept_connection_ends() -> None:
    with rawserver(hang_up_on_second, connections) as url, Client(url) as client:
        client.list_connections()
        assert client.list_connections() == [{"name": "a"}]


def test_a_read_is_asked_again_once_only() -> None:
    with rawserver(hang_up_on_second, lambda talk: talk.request() and None) as url, Client(url) as client:
        client.list_connections()
        with pytest.raises(NetworkError) as e:
            client.list_connections()
        assert e.value.retryable


def test_a_write_is_never_sent_twice() -> None:
    with rawserver(hang_up_on_second) as url, Client(url) as client:
        client.list_connections()
        with pytest.raises(Unknown, match="no answer came from the gateway") as e:
            client.run("a", "x")
        assert not e.value.retryable and e.value.code == "NO_ANSWER"
        assert e.value.hint == "whether the service acted is not known"


def test_a_gateway_that_is_not_there() -> None:
    with rawserver() as url:
        pass
    with Client(url) as client, pytest.raises(NetworkError, match="cannot be reached") as e:
        client.run("a", "x")
    assert e.value.retryable and e.value.code == "GATEWAY_UNREACHABLE"


@pytest.mark.parametrize(
    "head", [f"Content-Length: {len(DONE)}\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(DONE)]
)
def test_an_answer_that_breaks_off_is_no_answer(head: str) -> None:
    def half(talk: Conversation) -> None:
        talk.request()
        talk.say(f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{head}{DONE[:20]}".encode())

    with rawserver(half, half) as url, Client(url) as client:
        with pytest.raises(Unknown, match="broke off") as write:
            client.run("a", "x")
        with pytest.raises(NetworkError, match="broke off") as read:
            client.plan("a", "x")
    assert write.value.in_doubt and not read.value.in_doubt


def test_a_gateway_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_base, "GRACE", 0.05)
    over = threading.Event()

    def silent(talk: Conversation) -> None:
        talk.request()
        assert over.wait(30)

    with rawserver(silent) as url, Client(url, timeout=0.05) as client:
        with pytest.raises(CallTimeout) as e:
            client.run("a", "x")
        over.set()
    assert not e.value.retryable and e.value.hint == "whether the service acted is not known"


@pytest.mark.parametrize(
    "status, content, body, error, retryable",
    [
        ("302 Found", "text/html", "elsewhere", ServerError, False),
        ("502 Bad Gateway", "text/html", "<h1>nginx</h1>", Unknown, False),
        ("504 Gateway Timeout", "application/json", "{}", Unknown, False),
        ("200 OK", "text/html", "<h1>welcome</h1>", ServerError, False),
        ("200 OK", "application/json", "{", ServerError, False),
        ("200 OK", "application/json", "[]", ServerError, False),
    ],
)
def test_answers_of_something_else(
    status: str, content: str, body: str, error: "type[Exception]", retryable: bool
) -> None:
    def other(talk: Conversation) -> None:
        talk.request()
        talk.answer(status, body.encode(), f"Content-Type: {content}", "Location: http://127.0.0.1:1/")

    with rawserver(other) as url, Client(url) as client:
        with pytest.raises(error) as e:
            client.run("a", "x")
        assert type(e.value) is error and getattr(e.value, "retryable") is retryable


def test_a_proxys_error_may_be_repeated_for_a_read() -> None:
    def busy(talk: Conversation) -> None:
        talk.request()
        talk.answer("503 Service Unavailable", b"busy", "Content-Type: text/plain", "Retry-After: 7")

    with rawserver(busy) as url, Client(url) as client, pytest.raises(ServerError) as e:
        client.list_connections()
    assert e.value.retryable and e.value.retry_after == 7


def events(*lines: str) -> Callable[[Conversation], None]:
    def script(talk: Conversation) -> None:
        talk.request()
        talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
        talk.say("".join(lines).encode())

    return script


def event(name: str, **data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def test_a_wait_that_is_cut_off_can_be_gone_on_with() -> None:
    with rawserver(events(": alive\n\n", event("started", handle="h"))) as url, Client(url) as client:
        with pytest.raises(NetworkError) as e:
            client.wait("a", "x")
    assert e.value.handle == "h"


def test_a_wait_whose_connection_breaks_can_be_gone_on_with() -> None:
    def half(talk: Conversation) -> None:
        talk.request()
        text = event("started", handle="h").encode()
        talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        talk.say(b"%x\r\n%b\r\n5\r\n" % (len(text), text))

    with rawserver(half) as url, Client(url) as client, pytest.raises(NetworkError, match="broke off") as e:
        client.wait("a", "x")
    assert e.value.handle == "h"


def test_events() -> None:
    stream = b": alive\n\nevent: a\ndata: {\ndata:  }\n\nid: 7\ndata:1\n\nevent: empty\n\ndata: 2"
    assert list(_events.events(stream.split(b"\n"))) == [("a", {}), ("message", 1)]


def test_a_list_without_its_last_line_is_cut_off() -> None:
    def half(talk: Conversation) -> None:
        talk.request()
        talk.answer("200 OK", b'{"item":1}\n{"item":2', "Content-Type: application/x-ndjson")

    with rawserver(half) as url, Client(url) as client:
        items = client.items("a", "x")
        assert next(items) == 1
        with pytest.raises(NetworkError, match="ended before the list did"):
            next(items)
        assert list(items) == []


class Deaf:
    """A socket whose other side takes nothing any more, and has said why."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._asked = sock, 0

    def settimeout(self, _: object) -> None:
        self._sock.settimeout(0)

    def fileno(self) -> int:
        return self._sock.fileno()

    def send(self, _: object) -> int:
        raise BrokenPipeError

    def recv_into(self, buffer: bytearray) -> int:
        self._asked += 1
        if self._asked == 1:
            raise BlockingIOError
        return self._sock.recv_into(buffer)


def test_what_a_gateway_said_is_read_when_it_takes_no_more() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
        sock: Any = Deaf(ours)
        response = _duplex.answer_while_sending(sock, iter([b"x", b"y"]), Deadline(10))
        assert response.status == 413
        response.close()


def test_an_upload_that_is_refused_early_says_why() -> None:
    problem = json.dumps({"error": {"code": "POLICY_REFUSED", "category": "policy", "message": "no files here"}})

    def refuse(talk: Conversation) -> None:
        while talk._file.readline().strip():
            pass
        talk.answer("403 Forbidden", problem.encode(), "Content-Type: application/problem+json", "Connection: close")

    with rawserver(refuse) as url, Client(url) as client, pytest.raises(Exception, match="no files here"):
        client.upload("a", "x", None, (b"." * 65536 for _ in range(1000)))
