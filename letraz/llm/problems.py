"""What can go wrong when a model is asked, each in a sentence for the person who waits for its answer."""

from __future__ import annotations

UNREACHED = "The model’s server cannot be reached."
BROKEN_OFF = "The model’s server broke off its answer."
SLOW = "The model took too long and was not waited for any longer."
BUSY = "The model’s server is busy."
DOWN = "The model’s server had an error of its own."
KEY = "The model’s server does not accept the key. Whoever runs Letraz can mend that."
UNKNOWN = "The model’s server knows no such address or model. Whoever runs Letraz can mend that."
REFUSED = "The model’s server did not take the question. Whoever runs Letraz can look at its settings."
MOVED = "The model’s server wants to be asked at another address. Whoever runs Letraz can mend that."
ODD = "What came back is no answer of a model. Whoever runs Letraz can check the address."
LARGE = "The model’s answer was far too long and was not read."
CUT_OFF = "The model’s answer was cut off before its end, so none of it is used."
UNWILLING = "The model did not want to answer."
UNREADABLE = "The model did not answer in the form it was asked for, and a second try was no better."


class ModelFailed(Exception):
    """No answer. `str` is a sentence for the person; `retry` says whether asking again may help."""

    def __init__(self, says: str, *, retry: bool = False, status: int = 0) -> None:
        super().__init__(says)
        self.retry = retry
        self.status = status  #: of the HTTP answer, 0 without one


class NotTaken(ModelFailed):
    """The server refused the question as it was put: perhaps it takes a plainer one."""


def of_status(status: int) -> ModelFailed:
    """What an HTTP status other than 200 means."""
    if status in {400, 415, 422, 501}:
        return NotTaken(REFUSED, status=status)
    if 300 <= status < 400:
        return ModelFailed(MOVED, status=status)
    if status >= 500:
        return ModelFailed(DOWN, retry=True, status=status)
    says = {401: KEY, 403: KEY, 404: UNKNOWN, 429: BUSY}.get(status, REFUSED)
    return ModelFailed(says, retry=status == 429, status=status)
