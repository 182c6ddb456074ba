"""The worker with a real broker: limits that hold, queues that do not starve, and one sweep at a time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from rq import Queue
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from letraz import broker, create_app, worker
from letraz.extensions import queue as asked
from tests.running import until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]

ROOT = Path(__file__).parent.parent

#: Works off what waits, as `letraz worker` does, and ends.
BURST = """
import sys, redis
from letraz import worker
from rq.serializers import JSONSerializer
connection = redis.Redis(unix_socket_path=sys.argv[1])
limited = worker.LimitedWorker(["export"], connection=connection, serializer=JSONSerializer)
limited.work(burst=True, logging_level="ERROR")
"""


@pytest.fixture(scope="module")
def unix_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("broker")
    path = home / "q.sock"
    process = subprocess.Popen(broker.command(broker.program(), home, path), stdout=subprocess.DEVNULL)
    try:
        until(lambda: broker.answers(path))
        yield path
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def connection(unix_socket: Path) -> Iterator[redis.Redis]:
    with redis.Redis(unix_socket_path=str(unix_socket)) as found:
        found.flushall()
        yield found


def queue(connection: redis.Redis, name: str) -> Queue:
    return Queue(name, connection=connection, serializer=JSONSerializer)


def eat_memory() -> int:
    """A task that asks for more than it may have."""
    return len(bytearray(4 << 30))


def print_chinese() -> int:
    """A task that prints two Chinese pages and draws them."""
    from letraz import paper
    from letraz.document import Block, Document, Entry, Person

    paper.prewarm()
    line = "通过更好的规划和更多的护士将患者的等待时间减少了三分之一"
    entry = Entry("experience", title="护士", text="\n".join(f"- {line * 3}" for _ in range(10)))
    document = Document(Person(name="陈明"), (Block("experience", "经历", "timeline", (entry,) * 4),), language="zh-CN")
    return len(paper.pages(paper.render(document)))


def test_a_greedy_task_fails_alone_and_chinese_passes(connection: redis.Redis, unix_socket: Path) -> None:
    export = queue(connection, "export")
    greedy = export.enqueue("tests.test_worker.eat_memory")
    chinese = export.enqueue("tests.test_worker.print_chinese")
    subprocess.run(
        [sys.executable, "-c", BURST, unix_socket], cwd=ROOT, check=True, timeout=90, stderr=subprocess.DEVNULL
    )

    def status(job: Job) -> JobStatus | None:
        return Job.fetch(job.id, connection=connection, serializer=JSONSerializer).get_status()

    assert status(greedy) == JobStatus.FAILED
    assert status(chinese) == JobStatus.FINISHED


@pytest.mark.parametrize(
    ("kind", "served", "then"),
    [
        ("export", "export", ["default", "export", "preview"]),
        ("export", "default", ["export", "default", "preview"]),
        ("export", "preview", ["export", "default", "preview"]),
        ("preview", "preview", ["preview", "export", "default"]),
        ("preview", "export", ["preview", "default", "export"]),
    ],
)
def test_no_queue_starves(connection: redis.Redis, kind: str, served: str, then: list[str]) -> None:
    """Files and letters take turns; the pages beside the editor come first with one kind, and last with the other."""
    taker = worker.LimitedWorker(worker.KINDS[kind], connection=connection, serializer=JSONSerializer)
    taker._ordered_queues = taker.queues[:]
    taker.reorder_queues(next(one for one in taker.queues if one.name == served))
    assert [one.name for one in taker._ordered_queues] == then


def test_one_sweep_waits_at_a_time(connection: redis.Redis) -> None:
    default = queue(connection, "default")
    worker.ask_for_sweep(default)
    worker.ask_for_sweep(default)
    assert len(default.job_ids) == 1
    assert default.jobs[0].func_name == "letraz.tasks.sweep"
    default.pop_job_id()
    worker.ask_for_sweep(default)
    assert len(default.job_ids) == 1


def test_a_killed_broker_keeps_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "q.sock"
    command = broker.command(broker.program(), tmp_path, path)
    for expected in (0, 1):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            until(lambda: broker.answers(path))
            with redis.Redis(unix_socket_path=str(path)) as connection:
                assert queue(connection, "export").count == expected
                queue(connection, "export").enqueue("tests.test_worker.eat_memory")
                until(lambda: b"eat_memory" in _written(tmp_path), 5, "the write is in the file")
        finally:
            process.kill()
            process.wait(10)


def _written(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.glob("appendonlydir/*.aof"))


def test_without_a_broker_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(broker, "_bundled", lambda: None)
    with pytest.raises(broker.BrokerMissing, match="REDIS_URL"):
        broker.program()


def test_a_distributions_broker_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "redis-server"
    own.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert broker.program() == own


# --- what is asked for ------------------------------------------------------------------------------


def test_only_the_newest_of_a_slot_is_wanted(connection: redis.Redis, tmp_path: Path, unix_socket: Path) -> None:
    app = create_app({"ENV": "testing", "HOME": str(tmp_path), "REDIS_URL": f"unix://{unix_socket}"})
    with app.app_context():
        for mark in ("one", "one", "two", "two"):
            asked.put_newest("7:look", mark, 15, "preview", "build_preview", 7, mark)
        asked.put_newest("8:look", "one", 15, "preview", "build_preview", 8, "one")
        assert [asked.is_wanted("7:look", mark) for mark in ("one", "two")] == [False, True]
    waiting = queue(connection, "preview").jobs
    assert [job.args for job in waiting] == [[7, "one", "7:look"], [7, "two", "7:look"], [8, "one", "8:look"]]
