"""One question over HTTP: bounded in time and size, tried again where that helps, followed nowhere."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

from letraz.llm import problems
from letraz.llm.model import Model, Talk
from letraz.llm.problems import ModelFailed, of_status

#: Seconds to reach the server, and the most that its `Retry-After` is obeyed.
CONNECT, LONGEST_PAUSE = 5.0, 30.0

#: Bytes of an answer. A long one has some thousand words.
MOST_BYTES = 1_000_000

#: The pauses before a question is asked again (seconds), where the server names none.
PAUSES = (1.0, 4.0)

_AGAIN = {429, 500, 502, 503, 504, 529}


def post(model: Model, url: str, headers: Mapping[str, str], body: bytes, talk: Talk) -> Any:
    """The JSON that the server answers with. `ModelFailed` for everything that it or the way there can do wrong."""
    if not all(value.isascii() and value.isprintable() for value in headers.values()):
        raise ModelFailed(problems.KEY)  # before a library tells its log what it cannot send
    for pause in PAUSES:
        response, data = _once(model, url, headers, body, talk)
        if response.status_code not in _AGAIN:
            break
        talk.watch("The model’s server is busy. It is asked again in a moment.")
        talk.wait(_pause(response.headers.get("Retry-After", ""), pause, response.status_code))
    else:
        response, data = _once(model, url, headers, body, talk)
    if response.status_code != 200:
        raise of_status(response.status_code)
    return _json(data)


def _once(
    model: Model, url: str, headers: Mapping[str, str], body: bytes, talk: Talk
) -> tuple[httpx2.Response, bytearray]:
    seconds = min(model.seconds, talk.left())
    timeout = httpx2.Timeout(seconds, connect=min(CONNECT, seconds))
    sent = {**headers, "Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    try:
        with (
            httpx2.Client(
                timeout=timeout, follow_redirects=False, trust_env=False, verify=ssl.create_default_context()
            ) as client,
            client.stream("POST", url, headers=sent, content=body) as response,
        ):
            return response, _read(response, time.monotonic() + seconds)
    except (httpx2.ConnectError, httpx2.ConnectTimeout):
        raise ModelFailed(problems.UNREACHED, retry=True) from None
    except httpx2.TimeoutException:
        raise ModelFailed(problems.SLOW, retry=True) from None
    except (httpx2.NetworkError, httpx2.RemoteProtocolError):
        raise ModelFailed(problems.BROKEN_OFF, retry=True) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):  # their texts may hold a header, and so the key
        raise ModelFailed(problems.ODD) from None


def _read(response: httpx2.Response, end: float) -> bytearray:
    """The body of an answer that is wanted; what a refusal says is not read: it may repeat what it was told."""
    found = bytearray()
    if response.status_code != 200:
        return found
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ModelFailed(problems.ODD)
    for piece in response.iter_raw():
        found += piece
        if len(found) > MOST_BYTES:
            raise ModelFailed(problems.LARGE)
        if time.monotonic() > end:
            raise ModelFailed(problems.SLOW, retry=True)
    return found


def _json(data: bytearray) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ModelFailed(problems.ODD) from None


def _pause(said: str, usual: float, status: int) -> float:
    """Seconds until the next try. `ModelFailed` when the server wants more patience than a person has."""
    seconds = _seconds(said)
    if seconds is None:
        return usual
    if seconds > LONGEST_PAUSE:
        minutes = min(-(-int(seconds) // 60), 1440)
        raise ModelFailed(f"{problems.BUSY} It asks to wait about {minutes} min.", retry=True, status=status)
    return max(0.0, seconds)


def _seconds(said: str) -> float | None:
    """What `Retry-After` says: a number of seconds, or a moment."""
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
