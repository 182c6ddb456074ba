"""The queue of tasks. A task leaves only after the transaction that asked for it is committed.

The database is the truth and the queue is a hint: when the broker does not answer, nothing is lost but
time, because `letraz.tasks.sweep` finds what is waiting in the tables.
"""

from __future__ import annotations

import logging
import time
from typing import Any

import redis
import rq
from flask import Flask, current_app
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException as OutOfTime
from sqlalchemy import event
from sqlalchemy.orm import Session

__all__ = ["DEFAULT", "EXPORT", "MODEL", "OWN_TIMEOUTS", "PREVIEW", "TASK_TIMEOUT", "OutOfTime", "Queue"]

log = logging.getLogger(__name__)

#: Names of the RQ queues: files people wait for, pages beside the editor, questions to a language model, all else.
EXPORT, PREVIEW, MODEL, DEFAULT = "export", "preview", "model", "default"

#: A task that takes longer is stopped (seconds). Measured: 30 pages take 2.6 s (PAPER.md, section 5).
TASK_TIMEOUT = 20

#: Tasks that wait for others have longer (seconds). Their processor time has the same limit.
OWN_TIMEOUTS = {
    "send_letter": 60, "ask_model": 420, "try_model": 90, "read_posting": 40, "build_takeout": 120,
    "bring": 120,
}  # fmt: skip

_WAITING = "letraz_tasks"


class Queue:
    """Puts tasks on RQ once the session has committed."""

    def init_app(self, app: Flask) -> None:
        """Open no connection yet: redis-py connects at the first command."""
        app.extensions["letraz_queue"] = self
        app.extensions["letraz_redis"] = redis.Redis.from_url(
            app.config["REDIS_URL"], socket_timeout=5, socket_connect_timeout=2, health_check_interval=30
        )

    @property
    def redis(self) -> redis.Redis:
        """The connection to the broker."""
        found: redis.Redis = current_app.extensions["letraz_redis"]
        return found

    def named(self, name: str) -> rq.Queue:
        """The RQ queue of this name."""
        return rq.Queue(name, connection=self.redis, serializer=JSONSerializer, default_timeout=TASK_TIMEOUT)

    def later(self, session: Session, queue: str, task: str, *ids: int | str) -> None:
        """Put `letraz.tasks.<task>(*ids)` on `queue` after `session` has committed; forget it on rollback."""
        session.info.setdefault(_WAITING, []).append((queue, task, ids))

    def put(self, queue: str, task: str, *ids: int | str) -> bool:
        """Put a task on the queue now. False, and a line in the log, when the broker does not answer."""
        try:
            longest = OWN_TIMEOUTS.get(task, TASK_TIMEOUT)
            self.named(queue).enqueue(
                f"letraz.tasks.{task}", *ids, job_timeout=longest, result_ttl=60, failure_ttl=86400
            )
        except (redis.RedisError, OSError):
            log.warning("broker away; the sweep will bring the task", extra={"task": task})
            return False
        return True

    def put_once(self, name: str, seconds: int, queue: str, task: str, *ids: int | str) -> None:
        """Put a task on the queue now, unless one of this name was put there in the last `seconds`."""
        try:
            fresh = self.redis.set(f"letraz:once:{name}", 1, nx=True, ex=seconds)
        except (redis.RedisError, OSError):
            return
        if fresh:
            self.put(queue, task, *ids)

    def put_newest(self, slot: str, mark: str, seconds: int, queue: str, task: str, *ids: int | str) -> None:
        """Put a task on the queue now, unless `slot` has wanted this `mark` already in the last `seconds`.

        The task gets the slot as its last argument, and asks `is_wanted` before it works: so what was asked for
        quickly, one after the other, does not queue up.
        """
        try:
            if self.redis.get(f"letraz:wanted:{slot}") == mark.encode():
                return
            self.redis.set(f"letraz:wanted:{slot}", mark, ex=seconds)
        except (redis.RedisError, OSError):
            return
        self.put(queue, task, *ids, slot)

    def is_wanted(self, slot: str, mark: str) -> bool:
        """Whether nothing newer was asked for in this slot."""
        newest = self.redis.get(f"letraz:wanted:{slot}")
        return newest is None or newest == mark.encode()

    def tell(self, name: str, what: str, seconds: int = 60) -> None:
        """Tell whoever waits for `name`; who asks in the next `seconds` is told the same. Nobody, without a broker."""
        try:
            self.redis.set(f"letraz:told:{name}", what, ex=seconds)
            self.redis.publish(f"letraz:told:{name}", "")
        except (redis.RedisError, OSError):
            log.warning("broker away; nobody is told", extra={"what": name})

    def told(self, name: str, seconds: float) -> str | None:
        """What was told under `name`; waits for it up to `seconds`. None when nothing was, or without a broker."""
        key, end = f"letraz:told:{name}", time.monotonic() + seconds
        try:
            with self.redis.pubsub(ignore_subscribe_messages=True) as line:  # type: ignore[no-untyped-call]
                line.subscribe(key)
                while (found := self.redis.get(key)) is None and (left := end - time.monotonic()) > 0:
                    line.get_message(timeout=left)
        except (redis.RedisError, OSError):
            return None
        return found.decode() if isinstance(found, bytes) else None

    def length(self, name: str) -> int | None:
        """How many tasks wait in a queue; None when the broker does not answer."""
        try:
            return self.named(name).count
        except (redis.RedisError, OSError):
            return None


def _waiting(session: Session) -> list[Any]:
    found: list[Any] = session.info.pop(_WAITING, [])
    return found


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for queue, task, ids in _waiting(session):
        current_app.extensions["letraz_queue"].put(queue, task, *ids)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    _waiting(session)
