"""Taking the Letraz data out of a stranger's PDF.

A reader of PDF is large and written in C, so none runs in a process that holds anything. `data_of` starts this very
file as a program of its own, with limits that the operating system holds: a PDF goes in, the attachment comes out. Only
there PDFium is imported, and nothing of Letraz is.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import Any

#: Bytes of an attachment. The longest record that the forms take has half of it, with a photo.
MOST = 2_000_000

#: Attachments that are looked at.
MOST_ATTACHMENTS = 20

#: Bytes of address space, and seconds of the processor. Measured: a resume of ours takes less than 64 MB and 0.05 s.
MEMORY, SECONDS = 256 << 20, 4

_NOTHING, _LOCKED, _TOO_LARGE, _DAMAGED = 3, 4, 5, 6

_WHY = {
    _NOTHING: "This PDF carries no Letraz data. Only a PDF that Letraz made with its data attached can be read back.",
    _LOCKED: "This PDF is locked with a password, so it can't be read. Save it without one, then try again.",
    _TOO_LARGE: "What this PDF carries is larger than any resume.",
    _DAMAGED: "This PDF is damaged: it breaks off or can't be read.",
}
_TOO_MUCH = "This PDF takes too much to open."


class NoData(ValueError):
    """A PDF that gives nothing to read. The text is a sentence for the person who brought it."""


def data_of(pdf: bytes, name: str) -> bytes:
    """The attachment of that name. `NoData` when there is none, whatever the bytes are."""
    program = [sys.executable, "-I", __file__, name]
    try:
        done = subprocess.run(
            program,
            input=pdf,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoData(_TOO_MUCH) from None
    if done.returncode:
        raise NoData(_WHY.get(done.returncode, _TOO_MUCH))
    return done.stdout


# --- the program ------------------------------------------------------------------------------------


def main(name: str) -> int:
    """Read a PDF from standard input and write its attachment to standard output; else a number of `_WHY`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
            return _write(document, name)
    except pypdfium2.PdfiumError as error:
        return _LOCKED if "assword" in str(error) else _DAMAGED


def _write(document: Any, name: str) -> int:
    every = (document.get_attachment(number) for number in range(min(document.count_attachments(), MOST_ATTACHMENTS)))
    found = next((one for one in every if one.get_name() == name), None)
    if found is None:
        return _NOTHING
    data = bytes(found.get_data())
    if len(data) > MOST:
        return _TOO_LARGE
    sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
