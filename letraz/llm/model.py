"""Which model is asked, and how long it may take: the operator's settings as values."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from letraz.llm.problems import SLOW, ModelFailed


@dataclass(frozen=True, slots=True)
class Model:
    """A model behind an address. `wire` names the format that its server speaks; the key is in no text of it."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    wire: str = "openai"
    seconds: float = 120.0  #: for one answer, from the question to its last byte

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self | None:
        """The model that the settings name (`letraz.config`); None when they name none."""
        if not settings["MODEL_URL"]:
            return None
        names = ("MODEL_URL", "MODEL_NAME", "MODEL_KEY", "MODEL_WIRE", "MODEL_SECONDS")
        return cls(*(settings[name] for name in names))


@dataclass(frozen=True, slots=True)
class Talk:
    """The time that one question may take, with its repeats, and who is told how it goes on.

    `watch` is told a sentence before each step; what it raises ends the talk, so that a person can cancel.
    """

    end: float  #: by `time.monotonic`
    watch: Callable[[str], None]
    pause: Callable[[float], None] = time.sleep

    @classmethod
    def lasting(cls, seconds: float, watch: Callable[[str], None], pause: Callable[[float], None]) -> Self:
        """A talk that ends so many seconds from now."""
        return cls(time.monotonic() + seconds, watch, pause)

    def left(self) -> float:
        """Seconds that are left. `ModelFailed` when none are."""
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise ModelFailed(SLOW, retry=True)
        return seconds

    def wait(self, seconds: float) -> None:
        """Wait. `ModelFailed` when the talk would end meanwhile."""
        if seconds >= self.left():
            raise ModelFailed(SLOW, retry=True)
        self.pause(seconds)
