"""The Flask extensions, made once and bound to an application in `create_app`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import Security
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

from letraz.database import Base
from letraz.queue import Queue

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
csrf = CSRFProtect()
security = Security()
htmx = Htmx()
compress = Compress()
queue = Queue()
limiter = Limiter(key_func=get_remote_address, headers_enabled=True, swallow_errors=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def setting(name: str) -> Any:
    """The setting of this name (see `letraz.config`)."""
    return current_app.config[name]
