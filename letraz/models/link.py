"""The link to an exported file: a token that is derived, an end, and how often it was used."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from letraz import secrets
from letraz.database import flag, now

#: Days a link may live; the first is the default.
DAYS = (7, 1, 30)


class Linked:
    """A row with a link. The token hangs on the row's `nonce`, so a new nonce revokes it (DESIGN rule 6)."""

    id: Mapped[int]
    nonce: Mapped[str] = mapped_column(default=secrets.nonce)
    old_nonces: Mapped[list[str]] = mapped_column(default=list)
    days: Mapped[int] = mapped_column(default=DAYS[0])
    expires_at: Mapped[datetime]
    link_ended: Mapped[bool] = flag()  #: revoked by hand; the file may be kept all the same
    downloaded: Mapped[bool] = flag()
    downloaded_at: Mapped[datetime | None]
    download_count: Mapped[int] = mapped_column(default=0)

    @property
    def token(self) -> str:
        """The token in its link."""
        return secrets.link_token(self.id, self.nonce)

    def opens_with(self, token: str) -> bool:
        """Whether the token is, or once was, that of this link: an ended one is told from an invented one."""
        known = [secrets.link_token(self.id, nonce) for nonce in (self.nonce, *(self.old_nonces or []))]
        return any(secrets.same(token, one) for one in known)

    def start_link(self, days: int) -> None:
        """Let the link live `days` from now."""
        self.expires_at, self.days, self.link_ended = now() + timedelta(days=days), days, False

    def end_link(self) -> None:
        """End the link at once; its token never opens again."""
        self.old_nonces = [*(self.old_nonces or []), self.nonce]
        self.nonce, self.link_ended = secrets.nonce(), True

    def note_download(self) -> None:
        """Count a download by the link's button."""
        self.downloaded, self.downloaded_at = True, now()
        self.download_count += 1
