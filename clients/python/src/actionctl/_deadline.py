"""How long a caller wants to wait."""

from __future__ import annotations

import math
import time
from typing import Optional

from .errors import ConfigurationError


class Deadline:
    """The end of a call. Without seconds it never comes."""

    def __init__(self, seconds: Optional[float]) -> None:
        self.silence: Optional[float] = None  # how long the gateway may send nothing
        self._end = None if seconds is None else time.monotonic() + seconds

    def left(self) -> Optional[float]:
        """Seconds for the next step, None for as long as it takes. Raises TimeoutError."""
        if self._end is None:
            return self.silence
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if self.silence is None else min(left, self.silence)


def checked_seconds(name: str, seconds: Optional[float]) -> Optional[float]:
    """A length of time as a caller gave it."""
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds < math.inf:
        raise ConfigurationError(f"{name}={seconds!r} is no number of seconds above 0; None is no limit")
    return float(seconds)


def duration(seconds: float) -> float:
    """Seconds as the gateway reads a duration, to the millisecond and never none."""
    value = max(1, round(min(seconds, 1e8) * 1000)) / 1000
    return int(value) if value.is_integer() else value
