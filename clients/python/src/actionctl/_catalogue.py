"""What there is to call."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from . import _outcome
from ._base import Base, within
from ._transport import Request


class Catalogue(Base):
    def list_connections(self) -> "list[dict[str, Any]]":
        """The connections that the token may use."""
        return _outcome.members(self._read("connections"), "connections")

    def search_actions(
        self,
        query: Optional[str] = None,
        *,
        service: Optional[str] = None,
        safety: Optional[str] = None,
        limit: Optional[int] = 20,
    ) -> "list[dict[str, Any]]":
        """Actions for some words, the best first; without words, all of a service or of all.

        ``safety`` is a class such as read; ``limit=None`` reads them all.
        """
        found: "list[dict[str, Any]]" = []
        page: Optional[str] = None
        while limit is None or len(found) < limit:
            size = 200 if limit is None else min(200, limit - len(found))
            asked = {"q": query, "service": service, "safety": safety, "page_size": size, "page_token": page}
            answer = self._read("actions", query=asked)
            found += _outcome.members(answer, "actions")
            page = answer.get("next_page_token")
            if not page:
                break
        return found

    def describe_action(self, action: str) -> "dict[str, Any]":
        """Everything about an action: its parameters and their schema, its answer, an example."""
        return self._read("actions", action)

    def _read(self, *path: str, query: Optional[Mapping[str, Any]] = None) -> "dict[str, Any]":
        request = Request("GET", ("v1", *path), query=query or {}, reads=True)
        return _outcome.whole_object(self._transport.send(request, within(self._timeout)))
