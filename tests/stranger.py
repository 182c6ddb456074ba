"""A web server of a stranger on loopback, which answers each path with exactly the bytes it was told to."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def answer(
    body: bytes | str = "", kind: str = "text/html; charset=utf-8", status: str = "200 OK", **more: str
) -> bytes:
    """A whole HTTP answer. `more` are headers, with `_` for `-`."""
    data = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": kind, "Content-Length": str(len(data)), **more}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


@dataclass
class Stranger:
    """`pages` by path; a page is bytes, or (bytes, seconds) pieces that are sent one after the other."""

    port: int = 0
    pages: dict[str, bytes | list[tuple[bytes, float]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, listening: socket.socket, tls: ssl.SSLContext | None) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # closed: the test is over
                return
            Thread(target=self._talk, args=(connection, tls), daemon=True).start()

    def _talk(self, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
        with suppress(OSError), connection:
            speaking = tls.wrap_socket(connection, server_side=True) if tls else connection
            with speaking:
                asked = b""
                while b"\r\n\r\n" not in asked:
                    asked += speaking.recv(65536) or b"\r\n\r\n"
                self.asked.append(asked.decode("latin-1"))
                page = self.pages.get(asked.split(b" ")[1].decode() if b" " in asked else "", answer(status="404 No"))
                for piece, wait in page if isinstance(page, list) else [(page, 0.0)]:
                    speaking.sendall(piece)
                    time.sleep(wait)


@contextmanager
def stranger(tls: ssl.SSLContext | None = None) -> Iterator[Stranger]:
    """A running stranger."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        one = Stranger(listening.getsockname()[1])
        Thread(target=one.serve, args=(listening, tls), daemon=True).start()
        try:
            yield one
        finally:
            listening.shutdown(socket.SHUT_RDWR)


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of that name shows, and what a client who trusts it holds."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    both = folder / f"{name}.pem"
    both.write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(both)
    return shown, ssl.create_default_context(cadata=pem.decode())
