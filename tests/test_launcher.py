"""`letraz run` with real processes: what starts, what is refused, what comes again, and that nothing stays behind."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.running import Letraz, free_port, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]

PARTS = ("valkey-server", "redis-server", "letraz cron", "--first export", "--first preview", "gunicorn")


def answers(letraz: Letraz) -> bool:
    """Whether its web server says anything at all: what it says is for other tests."""
    with socket.create_connection(("127.0.0.1", letraz.port), timeout=5) as line:
        line.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        try:
            return line.recv(9) == b"HTTP/1.1 "
        except (ConnectionResetError, TimeoutError):  # taken by a web server that was just being killed, or begins
            return False


def is_back(letraz: Letraz) -> bool:
    """Whether it answers, where for a moment nobody may even listen."""
    with suppress(ConnectionRefusedError):
        return answers(letraz)
    return False


@pytest.fixture(scope="module")
def letraz(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Letraz]:
    with Letraz(tmp_path_factory.mktemp("launcher") / "home") as running:
        yield running


def test_it_answers_and_says_where_and_how_to_stop(letraz: Letraz) -> None:
    assert answers(letraz)
    assert f"Letters are not sent but written to {letraz.home}/outbox" in letraz.said
    assert "Ctrl-C" in letraz.said


def test_it_runs_every_part_in_a_session_of_its_own(letraz: Letraz) -> None:
    found = {word: letraz.processes(word) for word in PARTS}
    assert found["valkey-server"] or found["redis-server"]
    leaders = [min(pids) for word, pids in found.items() if pids]
    assert len(leaders) == 5
    assert all(os.getsid(pid) == pid for pid in leaders)


def test_it_keeps_others_out_of_the_home_folder(letraz: Letraz) -> None:
    assert letraz.home.stat().st_mode & 0o077 == 0
    assert (letraz.home / "letraz.db").stat().st_mode & 0o077 == 0


def test_it_refuses_a_second_one_in_the_same_home(letraz: Letraz) -> None:
    second = Letraz(letraz.home).begin()
    assert second.process
    assert second.process.wait(10) == 1
    assert letraz.process
    assert f"already running here, at {letraz.url}, process {letraz.process.pid}." in second.said
    assert answers(letraz)


def test_it_refuses_a_taken_port_before_it_starts_anything(letraz: Letraz, tmp_path: Path) -> None:
    second = Letraz(tmp_path / "home", PORT=letraz.port).begin()
    assert second.process
    assert second.process.wait(10) == 1
    assert f"Port {letraz.port} is taken by another program." in second.said
    assert not (tmp_path / "home" / "letraz.db").exists()
    assert "Traceback" not in second.said


def test_it_refuses_an_address_that_is_not_ours(tmp_path: Path) -> None:
    second = Letraz(tmp_path / "home", HOST="192.0.2.1").begin()
    assert second.process
    assert second.process.wait(10) == 1
    assert "cannot listen on HOST=192.0.2.1" in second.said


@pytest.mark.parametrize("word", ["--first export", "letraz cron", "gunicorn"])
def test_it_starts_again_what_was_killed(letraz: Letraz, word: str) -> None:
    told = "ended (signal SIGKILL); starting it again in"
    before = letraz.said.count(told)
    killed = letraz.kill(word)
    until(lambda: letraz.said.count(told) > before)  # what a worker had forked may live on for a moment
    until(lambda: bool(letraz.processes(word)) and killed not in letraz.processes(word))
    until(lambda: is_back(letraz), 40)


def test_it_starts_a_killed_broker_again_and_the_workers_find_it(letraz: Letraz) -> None:
    import redis

    killed = letraz.kill("-server")
    until(lambda: bool(letraz.processes("-server")) and killed not in letraz.processes("-server"))
    broker = redis.Redis(unix_socket_path=str(letraz.home / "run" / "q.sock"))
    until(lambda: bool(broker.smembers("rq:workers:export")), 40, "the workers come back")
    broker.close()
    assert answers(letraz)


def test_two_run_side_by_side_and_a_home_may_have_a_long_path(letraz: Letraz, tmp_path: Path) -> None:
    with Letraz(tmp_path / ("long" * 30) / "home", XDG_RUNTIME_DIR="") as second:
        assert answers(letraz)
        assert answers(second)
        assert second.stop(signal.SIGTERM) == 0
        assert answers(letraz)


def test_it_ends_in_reverse(tmp_path: Path) -> None:
    """Told by the supervisor itself, with children that write down when they are asked to end."""
    import subprocess
    import sys

    order = tmp_path / "order"
    script = f"""
import sys, threading, os, signal, time
from letraz.supervisor import Child, Supervisor
code = "import signal,sys,time,pathlib\\n" \\
    "def end(*_):\\n    open({str(order)!r},'a').write(sys.argv[1]+' ');sys.exit()\\n" \\
    "signal.signal(signal.SIGTERM,end);pathlib.Path({str(tmp_path)!r},sys.argv[1]).touch();time.sleep(60)"
supervisor = Supervisor(print)
for name in ("broker", "cron", "worker", "web"):
    there = os.path.join({str(tmp_path)!r}, name)
    supervisor.start(Child(name, name, [sys.executable, "-c", code, name]), lambda: os.path.exists(there))
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
supervisor.watch()
supervisor.stop()
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30, cwd=Path(__file__).parent.parent)
    assert order.read_text().split() == ["web", "worker", "cron", "broker"]


def test_production_without_a_secret_is_refused(tmp_path: Path) -> None:
    letraz = Letraz(tmp_path / "home", LETRAZ_ENV="production").begin()
    assert letraz.process
    assert letraz.process.wait(10) == 1
    assert "SECRET_KEY is missing" in letraz.said
    assert "Traceback" not in letraz.said


def test_a_broker_of_the_operator_is_used_instead(letraz: Letraz, tmp_path: Path) -> None:
    """With `REDIS_URL` set no broker is started."""
    settings = {"REDIS_URL": f"unix://{letraz.home}/run/q.sock?db=1"}
    with Letraz(tmp_path / "home", **settings) as second:
        assert answers(second)
        assert second.processes("-server") == {}


def test_free_port_is_free() -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", free_port()))


def test_however_it_ends_nothing_stays_and_it_can_start_again_at_once(letraz: Letraz) -> None:
    """By Ctrl-C, after which the second start is quick, and by `kill -9`, twice. The last test: it runs no more."""
    before = letraz.said
    assert letraz.stop(signal.SIGINT) == 0
    assert letraz.processes() == {}
    assert "Traceback" not in letraz.said.removeprefix(before)
    began = time.monotonic()
    letraz.start()
    assert time.monotonic() - began < 10, "the goal is 3 s on a machine that does nothing else; benchmarks/ measures it"
    assert "up to date" not in letraz.said
    assert letraz.process
    assert len(letraz.processes()) >= 6
    letraz.process.kill()
    letraz.process.wait()
    letraz.start()
    assert answers(letraz)
    letraz.process.kill()
    letraz.process.wait()
    until(lambda: not letraz.processes(), 20, "everything ends by itself")
    with pytest.raises(ConnectionRefusedError):
        answers(letraz)
