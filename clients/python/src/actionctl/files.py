"""Files on their way up and down."""

from __future__ import annotations

import contextlib
import os
import secrets
from typing import IO, Any, Iterable, Iterator, Optional, Union, cast

from ._answer import CHUNK, Answer
from ._duplex import sliced
from .errors import LocalError

Source = Union[bytes, bytearray, memoryview, "os.PathLike[str]", IO[bytes], Iterable[bytes]]


def is_bytes(data: Any) -> bool:
    """Whether the data of a call are bytes to upload rather than JSON."""
    return isinstance(data, (bytes, bytearray, memoryview, os.PathLike)) or hasattr(data, "read")


@contextlib.contextmanager
def opened(source: Source) -> "Iterator[tuple[Iterator[bytes], Optional[int]]]":
    """The pieces of a source and their length, None where it is not known before."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield sliced(source), memoryview(source).nbytes
    elif isinstance(source, os.PathLike):
        with open(source, "rb") as file:
            yield _sized(file)
    elif isinstance(source, str):
        raise LocalError("the file is a str: give pathlib.Path(name) for a file, or text.encode() for its bytes")
    elif hasattr(source, "read"):
        yield _sized(cast("IO[bytes]", source))
    else:
        yield _checked(iter(source)), None


def _sized(file: IO[bytes]) -> "tuple[Iterator[bytes], Optional[int]]":
    length = _length(file)
    return _exactly(_read(file), length), length


def _length(file: IO[bytes]) -> Optional[int]:
    """How much of a file is left."""
    try:
        here = file.tell()
        end = file.seek(0, os.SEEK_END)
        file.seek(here)
        return max(0, end - here)
    except (OSError, ValueError, AttributeError):  # a pipe, or something that only reads
        return None


def _read(file: IO[bytes]) -> Iterator[bytes]:
    try:
        while True:
            piece = file.read(CHUNK)
            if not piece:
                return
            yield from _checked(iter([piece]))
    except OSError as e:
        raise LocalError(f"the file cannot be read: {e}") from e


def _checked(pieces: Iterator[Any]) -> Iterator[bytes]:
    for piece in pieces:
        if not isinstance(piece, (bytes, bytearray, memoryview)):
            raise LocalError(f"the file gives {type(piece).__name__}, not bytes; open it with mode 'rb'")
        yield bytes(piece)


def _exactly(pieces: Iterator[bytes], length: Optional[int]) -> Iterator[bytes]:
    """What was promised, when a file grows or shrinks meanwhile."""
    if length is None:
        yield from pieces
        return
    left = length
    for piece in pieces:
        yield piece[:left]
        left -= len(piece[:left])
        if left == 0:
            return
    if left:
        raise LocalError(f"the file ended {left} bytes before its end; the upload was broken off")


class Download:
    """A file on its way down. Read it once, or save it; use it with ``with``."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.content_type = answer.content_type
        length = answer.headers.get("Content-Length")
        self.length = int(length) if length is not None and length.isdigit() else None
        self.headers = dict(answer.headers.items())

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.chunks()

    def read(self) -> bytes:
        """All that is left. A file that breaks off is an error, never a short file."""
        return self._answer.read()

    def save(self, path: "Union[str, os.PathLike[str]]") -> int:
        """Write it to a file, all or nothing, and return its length."""
        folder, name = os.path.split(os.path.abspath(os.fspath(path)))
        partial = os.path.join(folder, f".{name}.{secrets.token_hex(4)}")
        try:
            with open(partial, "xb") as file:
                count = sum(file.write(chunk) for chunk in self)
            os.replace(partial, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(partial)
            raise
        return count

    def close(self) -> None:
        """Give up what was not read."""
        self._answer.close()

    def __enter__(self) -> "Download":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
