"""Trying a model: the smallest question whose answer shows that all of it works."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel

from letraz.llm.asking import ask
from letraz.llm.model import Model
from letraz.llm.problems import ModelFailed

#: Seconds that a try may take, repeats and all.
PATIENCE = 60.0


class Ready(BaseModel):
    """What the model is asked for."""

    word: str


@dataclass(frozen=True, slots=True)
class Trial:
    """How it went, in a sentence; `status` is the server's, 0 where it answered or could not."""

    ok: bool
    says: str
    status: int = 0

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def trial(model: Model) -> Trial:
    """Ask the model for one word. Raises nothing that a model, its server or the way there can do wrong."""
    began = time.monotonic()
    try:
        ask(model, "You are asked whether you work.", [("user", "Say the word “ready”.")], Ready, seconds=PATIENCE)
    except ModelFailed as error:
        return Trial(ok=False, says=str(error), status=error.status)
    return Trial(ok=True, says=f"It answered in {time.monotonic() - began:.1f} s, in the form that was asked for.")
