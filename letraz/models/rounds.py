"""The rounds that the sweep makes: what the queue lost, over all tables, and what has had its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from letraz.database import now
from letraz.models import purging, sweep, thinning
from letraz.models.asking import ModelCall
from letraz.models.bringing import Bringing
from letraz.models.leftover import Leftover
from letraz.models.letter import Letter
from letraz.models.posting import Posting
from letraz.models.takeout import Takeout
from letraz.models.user import User
from letraz.queue import DEFAULT, EXPORT, MODEL


def lost(session: Session) -> list[tuple[str, str, int]]:
    """What waits too long, each as a queue, a task and an id. Takes back what dead workers hold. Commits."""
    found = {
        (EXPORT, "build_export"): sweep.exports(session),
        (EXPORT, "write_letter"): sweep.without_letter(session),
        (EXPORT, "read_posting"): Posting.sweep(session),
        (DEFAULT, "send_letter"): Letter.sweep(session),
        (MODEL, "ask_model"): ModelCall.sweep(session),
        (DEFAULT, "build_takeout"): Takeout.sweep(session),
        (DEFAULT, "write_takeout_letter"): Takeout.without_letter(session),
        (DEFAULT, "bring"): Bringing.sweep(session),
    }
    session.commit()
    return [(*where, row_id) for where, ids in found.items() for row_id in ids]


def let_go(session: Session, moment: datetime, farewell: Callable[[User], dict[str, Any]]) -> None:
    """Keep and thin versions, and let go what has had its time. Files are last: a store may be away. Commits."""
    thinning.keep_quiet(session)
    thinning.thin_old(session)
    purging.purge(session, moment)
    User.depart(session, moment, farewell)
    Takeout.drop_ended(session)
    Bringing.drop_ended(session)
    sweep.drop_ended(session)
    Leftover.clear(session, max(moment, now()))  # what was noted just now is due
