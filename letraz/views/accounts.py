"""Accounts: Flask-Security, told our words, our letters and our limits.

An answer never tells whether an address is known. Letters go through the table of letters, so that a mail
server that is away holds nobody up and the time of an answer tells nothing either.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, Response, after_this_request, has_request_context
from flask_login import user_logged_in
from flask_security import MailUtil, SendConfirmationForm, SQLAlchemyUserDatastore, hash_password, uia_email_mapper

from letraz import mail
from letraz.database import now
from letraz.extensions import db, limiter, security
from letraz.models import Letter, User
from letraz.views import account_words

#: Requests to one of the account pages' forms, from one address on the net.
LIMIT = "10/minute;100/hour"

SETTINGS: dict[str, Any] = {
    "SECURITY_REGISTERABLE": True,
    "SECURITY_USE_REGISTER_V2": True,
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_CHANGE_EMAIL": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
    "SECURITY_PASSWORD_LENGTH_MIN": 10,
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    # what a link to a new password is derived with: as long as it takes for an address that nobody has
    "SECURITY_HASHING_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": uia_email_mapper}}],
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_REGISTER_URL": "/sign-up",
    "SECURITY_RESET_URL": "/forgot",
    "SECURITY_CHANGE_URL": "/password",
    "SECURITY_CONFIRM_URL": "/confirm",
    "SECURITY_CHANGE_EMAIL_URL": "/email",
    "SECURITY_POST_LOGIN_VIEW": "/resumes/",
    "SECURITY_POST_CHANGE_VIEW": "/profile",
    "SECURITY_POST_CHANGE_EMAIL_VIEW": "/profile",
    "SECURITY_POST_REGISTER_VIEW": "/sign-in",
    "SECURITY_POST_CONFIRM_VIEW": "/sign-in",
    "SECURITY_CACHE_CONTROL": None,  # views/access.py says it for every page
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_DATETIME_FACTORY": now,
    "SECURITY_LOGOUT_METHODS": ["POST"],
}


class Mail(MailUtil):
    """Hands Flask-Security's letters to our table of letters; an address is one whatever its case."""

    def normalize(self, email: str) -> str:
        """The address as it is stored and looked up: in small letters, so that the index finds it."""
        return str(super().normalize(email)).lower()

    def validate(self, email: str) -> str:
        """As `normalize`, for an address that is new."""
        return str(super().validate(email)).lower()

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **more: Any,
    ) -> None:
        """Post the letter; it leaves when the request has committed."""
        user, address = more.get("user"), recipient if isinstance(recipient, str) else recipient[1]
        Letter.post(db.session(), address, str(subject), body or "", html or "", getattr(user, "id", None))
        if has_request_context():
            after_this_request(_commit)


def _commit(response: Response) -> Response:
    """Flask-Security commits where it changed an account; asking for a letter alone changes none."""
    db.session.commit()
    return response


class ConfirmationForm(SendConfirmationForm):
    """Flask-Security's, but as slow for an address that is unknown, or confirmed, as for one that gets a letter."""

    def validate(self, **more: Any) -> bool:
        """Whether a letter goes out."""
        valid: bool = super().validate(**more)
        if not valid:
            hash_password("not-a-password")
        return valid


def init_app(app: Flask) -> None:
    """Set Flask-Security up, and make the base resume at sign-in."""
    for name, value in {**SETTINGS, **account_words.SETTINGS}.items():
        app.config.setdefault(name, value)
    app.config.setdefault("SECURITY_PASSWORD_SALT", f"{app.config['SECRET_KEY']}:password")
    app.config["SECURITY_REGISTERABLE"] = app.config["SIGN_UP"] == "open"
    datastore = SQLAlchemyUserDatastore(db, User, None)  # type: ignore[arg-type]  # Letraz has no roles
    security._mail_util_cls = Mail  # noqa: SLF001 - init_app takes forms only, and the class is ours, not the extension's
    security.init_app(app, datastore, send_confirmation_form=ConfirmationForm)
    app.login_manager.request_loader(_nobody)  # type: ignore[attr-defined]  # Flask-Login sets it
    security.context_processor(lambda: {"outbox": mail.outbox_shown()})
    user_logged_in.connect(_signed_in, app)
    _limit(app)


def _nobody(request: Request) -> None:
    """Who a request without a session is from. There are no tokens, and no body is read to look for one."""


def _signed_in(app: Flask, user: User, **more: Any) -> None:
    user.last_login_at = now()
    user.base_resume()


def _limit(app: Flask) -> None:
    """Limit the POSTs of the account pages, across processes: the counts are with the broker."""
    names = ("login", "register", "forgot_password", "reset_password", "send_confirmation", "change_email")
    for name in (*names, "change_password", "verify"):
        endpoint = f"security.{name}"
        if endpoint in app.view_functions:
            view = app.view_functions[endpoint]
            limited: Any = limiter.limit(LIMIT, methods=["POST"])(view)
            app.view_functions[endpoint] = limited
