"""What the account pages say: Flask-Security's messages in our words. The second of each pair is its category."""

from __future__ import annotations

from typing import Any

_ENDED = "That link has ended, or was used before. Ask for a new one."

#: By Flask-Security's names (its `core._default_messages`).
MESSAGES: dict[str, tuple[str, str]] = {
    "LOGIN": ("Sign in to go on.", "info"),
    "UNAUTHENTICATED": ("Sign in to go on.", "info"),
    "REFRESH": ("Sign in again to go on.", "info"),
    "REAUTHENTICATION_REQUIRED": ("Your password once more, to be sure that it is you.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Thank you.", "info"),
    "GENERIC_AUTHN_FAILED": ("The address or the password is not right.", "error"),
    "GENERIC_RECOVERY": ("If we know that address, a letter with a link is on its way to it.", "info"),
    "CONFIRM_REGISTRATION": ("Thank you. A letter to %(email)s asks you to confirm the address.", "success"),
    "CONFIRMATION_REQUEST": ("A letter to %(email)s asks you to confirm the address.", "info"),
    "CONFIRMATION_REQUIRED": ("Confirm your address first: press the link in our letter.", "error"),
    "CONFIRMATION_EXPIRED": ("That link lived for %(within)s and has ended. Ask for a new one.", "error"),
    "INVALID_CONFIRMATION_TOKEN": (_ENDED, "error"),
    "EMAIL_CONFIRMED": ("Your address is confirmed. Sign in to start.", "success"),
    "ALREADY_CONFIRMED": ("Your address was confirmed before. You can sign in.", "info"),
    "PASSWORD_RESET_REQUEST": ("A letter with a link is on its way to %(email)s.", "info"),
    "PASSWORD_RESET_EXPIRED": ("That link lived for %(within)s and has ended. Ask for a new one.", "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (_ENDED, "error"),
    "PASSWORD_RESET": ("Your new password is set.", "success"),
    "PASSWORD_RESET_NO_LOGIN": ("Your new password is set. Sign in with it.", "success"),
    "PASSWORD_CHANGE": ("Your password is changed. Other devices are signed out.", "success"),
    "PASSWORD_IS_THE_SAME": ("That is the password you have. Choose another one.", "error"),
    "PASSWORD_MISMATCH": ("The password is not right.", "error"),
    "INVALID_PASSWORD": ("The password is not right.", "error"),
    "RETYPE_PASSWORD_MISMATCH": ("The two passwords differ.", "error"),
    "PASSWORD_NOT_PROVIDED": ("Fill in the password.", "error"),
    "PASSWORD_INVALID_LENGTH": ("Use at least %(length)s characters.", "error"),
    "EMAIL_NOT_PROVIDED": ("Fill in the e-mail address.", "error"),
    "INVALID_EMAIL_ADDRESS": ("An e-mail address looks like name@example.org.", "error"),
    "DISABLED_ACCOUNT": ("This account is closed. Ask those who run this Letraz.", "error"),
    "ANONYMOUS_USER_REQUIRED": ("You are signed in already.", "info"),
    "CHANGE_EMAIL_SENT": ("A letter to %(email)s asks you to confirm the new address.", "info"),
    "CHANGE_EMAIL_CONFIRMED": ("Your new address is confirmed.", "success"),
    "CHANGE_EMAIL_EXPIRED": ("That link lived for %(within)s and has ended. Ask for a new one.", "error"),
    "CHANGE_EMAIL_INVALID_TOKEN": (_ENDED, "error"),
}

#: Subjects of the letters.
SUBJECTS: dict[str, Any] = {
    "SECURITY_EMAIL_SUBJECT_REGISTER": "Confirm your address for Letraz",
    "SECURITY_EMAIL_SUBJECT_CONFIRM": "Confirm your address for Letraz",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "Set a new password for Letraz",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": "Your Letraz password was set anew",
    "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your Letraz password was changed",
    "SECURITY_CHANGE_EMAIL_SUBJECT": "Confirm your new address for Letraz",
}

#: All of it, as settings.
SETTINGS: dict[str, Any] = {**SUBJECTS, **{f"SECURITY_MSG_{name}": said for name, said in MESSAGES.items()}}
