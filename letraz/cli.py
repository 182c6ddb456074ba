"""The `letraz` command. Loads little: each command imports what it needs, and only paper loads WeasyPrint."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letraz import __version__, config

if TYPE_CHECKING:
    from letraz.document import Document
    from letraz.formats import Format


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="Letraz %(version)s")
def main() -> None:
    """Letraz: one honest record of a working life, made into the resume that one job asks for.

    Settings come from the environment: LETRAZ_HOME, PORT, DATABASE_URL and the others in the README.
    """


@main.command()
def run() -> None:
    """Run everything: database, broker, clock, workers and web, until Ctrl-C.

    A second one with the same LETRAZ_HOME is refused. To run two side by side give each its own LETRAZ_HOME and PORT.
    """
    from letraz import launcher

    try:
        launcher.run(_settings())
    except launcher.CannotStart as error:
        raise click.ClickException(str(error)) from error


@main.command()
def web() -> None:
    """Run the web server alone, on HOST and PORT."""
    from letraz import launcher

    settings = _settings()
    host = f"[{settings['HOST']}]" if ":" in settings["HOST"] else settings["HOST"]
    os.execv(sys.executable, launcher.web_command(settings, f"{host}:{settings['PORT']}"))  # noqa: S606 - no shell


@main.command()
@click.option(
    "--first",
    type=click.Choice(["export", "preview", "model"]),
    default="export",
    show_default=True,
    help="The queue it serves before the others. Run one of each, so that none waits for the other.",
)
def worker(first: str) -> None:
    """Make files, pages and letters, as the queue asks. Needs a broker that runs."""
    os.nice(5)  # pages go before paper; said before the imports, so that a start is quick too
    from letraz import worker as workers

    workers.work(_settings(), first)


@main.command()
def cron() -> None:
    """Ask for the sweep every SWEEP_SECONDS: what the queue lost, what has ended, letters that wait. Run one."""
    os.nice(5)  # as the workers
    from letraz import worker as workers

    workers.tick(_settings())


@main.command()
@click.option("--check", is_flag=True, help="Change nothing; fail when the models and the migrations disagree.")
def migrate(check: bool) -> None:
    """Bring the database to the newest shape. `letraz run` does this by itself."""
    from letraz import create_app, schema

    _settings()
    (schema.check if check else schema.upgrade)(create_app())


@main.command()
def doctor() -> None:
    """Look at everything Letraz needs, and say what to do. Ends with 1 if something must be done."""
    from letraz import doctor as checks

    well = True
    for finding in checks.examine():
        mark = "ok    " if finding.ok else "NOT OK" if finding.required else "note  "
        click.echo(f"{mark}  {finding.what}")
        if not finding.ok and finding.advice:
            click.echo(f"        {finding.advice}")
        well = well and (finding.ok or not finding.required)
    sys.exit(0 if well else 1)


@main.group()
def user() -> None:
    """Accounts."""


@user.command("create")
@click.argument("email")
@click.option("--staff", is_flag=True, help="May open the admin pages.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def create_user(email: str, staff: bool, password_stdin: bool) -> None:
    """Make an account that is confirmed already."""
    from letraz import create_app

    _settings()
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _ask_password()
    with create_app().app_context():
        try:
            address = _register(email, password, staff)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{address} can sign in now.")


@main.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--design", default="", help="How it looks on paper. Default: what the file says.")
@click.option(
    "--set",
    "choices",
    multiple=True,
    metavar="OPTION=VALUE",
    help="A choice of the design, such as size=9.5 or page_size=Letter. May be said several times.",
)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="OUT",
              help="What to write: .pdf, .docx, .html, .md, .txt or .json (from one JSON to the other).")  # fmt: skip
def render(source: Path, design: str, choices: tuple[str, ...], output: Path) -> None:
    """Turn JSON Resume, Letraz JSON or a PDF with its Letraz data into paper or another form. No database, no server.

    Which of them FILE is shows in its content. What could not be carried is said, line by line, and of a PDF whether
    two readers found every field in it.
    """
    from letraz import formats, sections
    from letraz.models.intake import tidy

    try:
        reading = formats.read(source.read_bytes(), sections.TYPES)
        document, notes = tidy(reading.document)
        document = replace(document, design=_known_design(design or document.design, asked=bool(design)))
        document = replace(document, options=_chosen(document, choices))
        file = _target(output, reading.format).make(document, sections.TYPES)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    output.write_bytes(file.data)
    for note in (*reading.notes, *notes):
        click.echo(f"{note.where}, {note.what}: {note.why} {note.value}".rstrip(), err=True)
    for sentence in (file.receipt["sentence"], *file.receipt["problems"]) if file.receipt else ():
        click.echo(sentence, err=True)


def _chosen(document: Document, choices: tuple[str, ...]) -> dict[str, Any]:
    """The document's options with those that were asked for. `ValueError` for one that the design does not know."""
    from letraz import designs

    look, options = designs.design(document.design, document.design_version), dict(document.options)
    for name, _, value in (choice.partition("=") for choice in choices):
        option = look.options.get(name)
        if option is None:
            raise ValueError(f"{look.label} has no option {name!r}. There are: {', '.join(look.options)}.")
        if not option.takes(value):
            raise ValueError(f"{name} can be: {', '.join(option.choices)}.")
        options[name] = value
    return options


def _known_design(name: str, *, asked: bool) -> str:
    from letraz import designs

    if asked and name not in designs.designs():
        raise ValueError(f"There is no design {name!r}. There are: {', '.join(designs.designs())}.")
    return designs.design(name).name


def _target(output: Path, source: str) -> Format:
    """The format to write: the one whose whole ending is there (.letraz.json), else one that is not the source's."""
    from letraz.formats import FORMATS

    ending = output.suffix.lower()
    able = [form for form in FORMATS.values() if form.can_write and form.suffix.endswith(ending or " ")]
    if not able:
        endings = dict.fromkeys(Path(form.suffix).suffix or form.suffix for form in FORMATS.values() if form.can_write)
        raise ValueError(f"{output.name} should end in one of: {', '.join(endings)}.")
    named = [form for form in able if form.suffix != ending and output.name.lower().endswith(form.suffix)]
    return next((form for form in named or able if form.name != source), (named or able)[0])


def _settings() -> dict[str, Any]:
    os.umask(0o077)  # what is written holds lives and letters
    try:
        return config.load(os.environ)
    except config.ConfigError as error:
        raise click.ClickException(str(error)) from error


def _register(email: str, password: str, staff: bool) -> str:
    from flask_security import hash_password
    from sqlalchemy import select

    from letraz.database import now
    from letraz.extensions import db, security
    from letraz.models import User

    address = security.mail_util.validate(email)
    problems, password = security.password_util.validate(password, is_register=True)
    if problems:
        raise ValueError(" ".join(problems))
    if db.session.scalar(select(User).where(User.email == address)):
        raise ValueError(f"{address} has an account already.")
    db.session.add(User(email=address, password=hash_password(password), is_staff=staff, confirmed_at=now()))
    db.session.commit()
    return str(address)


def _ask_password() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
