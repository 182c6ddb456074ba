"""Asking a model about somebody's rows: what is told of them, and what becomes of the answer.

Views show what would be sent (`payloads`); the task sends it and brings proposals back (`work`). Both read rows, which
`letraz.matching` must not, and ask `letraz.matching`, which models must not.
"""

from __future__ import annotations

from letraz.drafting.payloads import for_letter, for_resume
from letraz.drafting.work import answer

__all__ = ["answer", "for_letter", "for_resume"]
