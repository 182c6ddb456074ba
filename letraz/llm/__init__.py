"""Asking a language model for an answer of a given form. Blocking: for tasks, never for a request.

Two wire formats (`letraz.llm.formats`), so that any hosted or local model can be named by whoever runs Letraz. What
comes back is a value that has been checked, or a `ModelFailed` with a sentence for the person who waits. A server that
refuses the strictest way to ask for JSON is asked in a plainer one; an answer that has not the form is sent back once,
with its faults. The key is in no log, no error and no answer. Nothing here knows what is asked.
"""

from __future__ import annotations

from letraz.llm.asking import ask, first_body, told
from letraz.llm.formats import Turn
from letraz.llm.model import Model
from letraz.llm.problems import ModelFailed
from letraz.llm.trying import Trial, trial

__all__ = ["Model", "ModelFailed", "Trial", "Turn", "ask", "first_body", "told", "trial"]
