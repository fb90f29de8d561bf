"""Server-sent events."""

from __future__ import annotations

from typing import Any, Iterable, Iterator

from ._outcome import parsed


def events(lines: Iterable[bytes]) -> "Iterator[tuple[str, Any]]":
    """The events of a stream, each a name and JSON. Comments, which keep it alive, are left out."""
    name = ""
    data: "list[bytes]" = []
    for line in lines:
        if not line:
            if data:
                yield name or "message", parsed(b"\n".join(data))
            name, data = "", []
            continue
        key, _, text = line.partition(b":")
        text = text[1:] if text.startswith(b" ") else text
        if key == b"event":
            name = text.decode("utf-8", "replace")
        elif key == b"data":
            data.append(text)
