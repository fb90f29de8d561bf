"""Work, lists and batches: calls that are many."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Iterator, Mapping, Optional

from ._base import Base, within
from ._batch import run_batch
from ._call import body_of
from ._deadline import checked_seconds, duration
from ._waiting import Work
from .listing import Items
from .results import BatchResult, Finished, Progress


class MoreCalls(Base):
    def wait(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        timeout: Optional[float] = None,
        interval: Optional[float] = None,
        abort_on_cancel: bool = False,
        idempotency_key: Optional[str] = None,
        confirmed: bool = False,
        on_progress: Optional[Callable[[Progress], object]] = None,
    ) -> Finished:
        """Run an action and follow the work that it starts to its end.

        ``timeout`` bounds the wait, without one the action's own limit does; ``interval`` is
        the time between the first polls. Work goes on when the waiting ends early, unless
        ``abort_on_cancel``; the error then has a ``handle`` for wait_for.
        """
        body = body_of(connection, action, params, None, idempotency_key, confirmed)
        return self._work(body, timeout, interval, abort_on_cancel).finished(on_progress)

    def start(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        idempotency_key: Optional[str] = None,
        confirmed: bool = False,
    ) -> str:
        """Start work and return the handle with which wait_for follows it, from anywhere."""
        body = body_of(connection, action, params, None, idempotency_key, confirmed)
        return self._work(body, None, None, False).started()

    def wait_for(
        self,
        handle: str,
        *,
        timeout: Optional[float] = None,
        interval: Optional[float] = None,
        abort_on_cancel: bool = False,
        on_progress: Optional[Callable[[Progress], object]] = None,
    ) -> Finished:
        """Follow work that was started before, here or elsewhere."""
        return self._work({"handle": handle}, timeout, interval, abort_on_cancel).finished(on_progress)

    def _work(
        self, body: "dict[str, Any]", timeout: Optional[float], interval: Optional[float], abort: bool
    ) -> Work:
        if interval is not None:
            body["interval"] = duration(checked_seconds("interval", interval) or interval)
        if abort:
            body["abort_on_cancel"] = True
        return Work(self._transport, body, checked_seconds("timeout", timeout))

    def items(
        self,
        connection: str,
        action: str,
        params: Optional[Mapping[str, Any]] = None,
        *,
        max_items: Optional[int] = None,
        max_pages: Optional[int] = None,
        page_size: Optional[int] = None,
        starting_token: Optional[str] = None,
        timeout: Optional[float] = None,
        confirmed: bool = False,
    ) -> Items:
        """The items of a list, page after page as they are needed."""
        seconds = self._seconds(timeout)
        body = body_of(connection, action, params, seconds, None, confirmed)
        limits = {
            "max_items": max_items, "max_pages": max_pages, "page_size": page_size, "starting_token": starting_token,
        }
        body.update({name: given for name, given in limits.items() if given is not None})
        return Items(self._transport, body, lambda: within(seconds))

    def batch(
        self,
        calls: Iterable[Mapping[str, Any]],
        *,
        concurrency: Optional[int] = None,
        ordered: bool = False,
        stop_on_error: bool = False,
        confirmed: bool = False,
        wait_timeout: Optional[float] = None,
        interval: Optional[float] = None,
    ) -> Iterator[BatchResult]:
        """Run many calls. Each is a mapping with connection, action, params, id, wait, all.

        Results come as calls end, and calls are read as they can be started: any number of
        them takes no more memory than a few. Failures are results and are not raised. Nothing
        is sent before the first result is asked for.
        """
        query: "dict[str, Any]" = {"concurrency": concurrency}
        flags = {"ordered": ordered, "stop_on_error": stop_on_error, "confirmed": confirmed}
        query.update({name: "true" for name, on in flags.items() if on})
        for name, given in (("wait_timeout", wait_timeout), ("interval", interval)):
            seconds = checked_seconds(name, given)
            if seconds is not None:
                query[name] = duration(seconds)
        return run_batch(self._transport, calls, query)
