"""The application as a server runs it.

What is made while it starts stays for as long as it runs, so the garbage collector has nothing to look for: it is off
meanwhile (a fifth of the start), and leaves what it finds then alone afterwards.
"""

from __future__ import annotations

import gc
from threading import Thread

from flask import Flask


def application() -> Flask:
    """The application, made once in a process that does nothing else."""
    gc.disable()
    try:
        from letraz import create_app

        made = create_app()
    finally:
        gc.enable()
    gc.collect()
    gc.freeze()
    Thread(target=_warm, daemon=True).start()
    return made


def _warm() -> None:
    """Read the vocabulary of the matcher before the first person asks for a job's page: half a second, 22 MB."""
    from letraz.matching.vocabulary import Vocabulary

    Vocabulary.load()
