"""What makes files and pages: RQ's forking worker, warmed before it forks and limited after; and the clock.

Nothing is scheduled inside RQ: `tick` asks for the sweep, and the sweep finds in the tables what is due. So RQ's own
scheduler, one more process, is not started.
"""

from __future__ import annotations

import logging
import resource
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import redis
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from letraz.queue import DEFAULT, EXPORT, MODEL, PREVIEW, TASK_TIMEOUT

log = logging.getLogger(__name__)

#: The queues of each kind of worker, in its order. One draws pages before all else, so that the editor stays quick;
#: the other draws them when nobody waits for a file or a letter. Files and letters take turns with both. A model may
#: take minutes for an answer, in which its worker does nothing but wait: it does nothing else either.
KINDS = {"export": (EXPORT, DEFAULT, PREVIEW), "preview": (PREVIEW, EXPORT, DEFAULT), "model": (MODEL,)}

#: Seconds of processor time and bytes of address space that one task may use. Measured: a warm worker has 411 MB, a
#: Chinese, Japanese or Korean resume of 23 pages takes 591 MB and 10 s; 512 MB fails it.
CPU_SECONDS, ADDRESS_SPACE = TASK_TIMEOUT, 768 << 20


class LimitedWorker(Worker):
    """A worker whose tasks run in a process with limits: a hostile document ends that process and nothing else."""

    _knows_rows = False

    def fork_work_horse(self, job: Job, queue: Queue) -> None:
        """Before the first task: read a resume, so that no task pays for it again (60 ms of 490, measured)."""
        if not self._knows_rows:
            self._knows_rows = _read_a_resume()
        super().fork_work_horse(job, queue)

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Set the limits, then do the task. Runs in the forked process."""
        signal.signal(signal.SIGXCPU, _out_of_time)
        with suppress(ValueError, OSError):  # a system may set lower ones, or know none
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 2))
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        super().main_work_horse(job, queue)

    def reorder_queues(self, reference_queue: Queue) -> None:
        """The queue that was served goes behind the other one; the pages stay first, or last.

        Plain turns made a file wait for a page before each task of its own: 15 s behind thirty pages.
        """
        pages_first = self._ordered_queues[0].name == PREVIEW
        served = reference_queue.name
        self._ordered_queues.sort(key=lambda one: ((one.name == PREVIEW) != pages_first, one.name == served))


def work(settings: Mapping[str, Any], kind: str) -> None:
    """Do tasks until SIGTERM. The task at hand is finished first."""
    _warm(kind)
    worker = LimitedWorker(
        KINDS[kind],
        connection=redis.Redis.from_url(settings["REDIS_URL"]),
        serializer=JSONSerializer,
        worker_ttl=30,
        maintenance_interval=10,
        job_monitoring_interval=5,
        log_job_description=False,
    )
    worker.work(logging_level="WARNING")


def tick(settings: Mapping[str, Any]) -> None:
    """Ask for the sweep every `SWEEP_SECONDS`, for ever; wait longer while the broker is away."""
    queue = Queue(DEFAULT, connection=redis.Redis.from_url(settings["REDIS_URL"]), serializer=JSONSerializer)
    wait = settings["SWEEP_SECONDS"]
    while True:
        try:
            ask_for_sweep(queue)
            wait = settings["SWEEP_SECONDS"]
        except redis.RedisError as error:
            wait = min(2 * wait, 60)
            log.warning("broker away; asking again in %s s: %s", wait, error)
        time.sleep(wait)


def ask_for_sweep(queue: Queue) -> None:
    """Put the sweep on the queue unless one waits there: without workers the queue must not grow for ever."""
    if not any(name.startswith("sweep-") for name in queue.job_ids):
        queue.enqueue(
            "letraz.tasks.sweep",
            job_id=f"sweep-{uuid4().hex}",
            job_timeout=TASK_TIMEOUT,
            result_ttl=0,
            failure_ttl=3600,
        )


def _out_of_time(number: int, frame: object) -> None:
    """The soft limit ends the task with an error it can answer; two seconds later the hard one ends the process."""
    raise JobTimeoutException("out of processor time")


def _warm(kind: str) -> None:
    from letraz import formats, tasks

    tasks.application()
    assert formats.FORMATS
    if kind != MODEL:
        _warm_paper()


def _warm_paper() -> None:
    from letraz import paper, postings
    from letraz.models import Preview

    paper.prewarm()
    postings.prewarm()
    with _database() as session:
        Preview.forget(session, paper.engine())


def _read_a_resume() -> bool:
    """Build the statements that read a resume; false while there is none to read."""
    from letraz.models import Preview, Resume

    with suppress(SQLAlchemyError), _database() as session:
        resume = session.scalar(select(Resume).limit(1))
        if resume:
            resume.document()
            session.get(Preview, resume.id)
        return resume is not None
    return False


@contextmanager
def _database() -> Iterator[Session]:
    """A session of this process; no connection is left, for no fork may share one."""
    from letraz import tasks
    from letraz.extensions import db

    with tasks.application().app_context():
        try:
            yield db.session()
        finally:
            db.session.remove()
            db.engine.dispose()
