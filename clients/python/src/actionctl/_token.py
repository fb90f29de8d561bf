"""The secret that says who calls."""

from __future__ import annotations

from typing import NoReturn

from .errors import ConfigurationError


class Token:
    """Keeps a token from being printed, logged or pickled by mistake."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        secret = secret.strip()  # files and variables often end in a newline
        if not secret:
            raise ConfigurationError("the gateway's token is empty; leave it out where the gateway wants none")
        if any(not "!" <= c <= "~" for c in secret):
            raise ConfigurationError("the gateway's token has characters that no token has, such as spaces")
        self._secret = secret

    def header(self) -> str:
        return "Bearer " + self._secret

    def __repr__(self) -> str:
        return "Token(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token cannot be pickled; make the Client where it is used")
