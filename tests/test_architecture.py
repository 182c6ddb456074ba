"""The house: who may import whom (DESIGN section 3), how large a thing may get, and that shared code asks no type."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "letraz"
PURE = {
    "attached",
    "colour",
    "dates",
    "designs",
    "diff",
    "document",
    "ics",
    "jpeg",
    "kind",
    "language",
    "look",
    "merge",
    "notes",
    "options",
    "outline",
    "person",
    "richtext",
    "salutes",
    "scripts",
    "typefaces",
    "values",
    "ways",
    "wording",
}
LOW = {
    "config",
    "database",
    "days",
    "envs",
    "extensions",
    "fetching",
    "fields",
    "forms",
    "llm",
    "mail",
    "queue",
    "secrets",
    "storage",
}

#: Room -> the rooms of Letraz it may import. A room is the first part of a module's path.
ARROWS: dict[str, set[str]] = {
    **dict.fromkeys(PURE, PURE),
    "matching": PURE,
    "paper": PURE,
    **dict.fromkeys(LOW, LOW | PURE),
    "portrait": set(),  # it runs as a program by itself, on pictures of strangers
    "models": LOW | PURE,
    "letters": LOW | PURE | {"models"},
    "takeout": LOW | PURE | {"models", "formats", "matching", "sections"},
    "sections": LOW | PURE | {"models"},
    "formats": PURE | {"paper"},  # only inside a function: see below
    "postings": LOW | PURE | {"models", "matching"},
    "drafting": LOW | PURE | {"models", "matching", "sections"},
    "tasks": LOW
    | PURE
    | {"drafting", "models", "formats", "letters", "matching", "postings", "sections", "paper", "takeout"},
    "views": LOW | PURE | {"drafting", "takeout", "models", "sections", "formats", "matching", "tasks", "portrait"},
}

#: What runs processes may ask for anything but a view.
OUTSIDE = {"cli", "launcher", "serving", "supervisor", "broker", "worker", "schema", "logs", "doctor", "__main__"}

#: Third-party packages that a room must not know.
WEB = {"flask", "flask_login", "flask_wtf", "flask_security", "werkzeug"}
STORE = {"sqlalchemy", "flask_sqlalchemy", "alembic", "redis", "rq"}
NEVER = {
    **dict.fromkeys([*PURE, "fetching", "llm", "matching", "paper", "formats"], WEB | STORE),
    "models": {"werkzeug"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in HOUSE.rglob("*.py"):
        parts = path.relative_to(HOUSE).with_suffix("").parts
        yield parts[0], path


@cache
def imports(path: Path, *, top: bool = False) -> frozenset[str]:
    """The dotted names that a file imports; with `top`, those that run when it is imported."""
    found: set[str] = set()
    left: list[ast.AST] = [parsed(path)]
    while left:
        node = left.pop()
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            deeper = node.module == "letraz"
            found |= {f"letraz.{name.name}" for name in node.names} if deeper else {str(node.module)}
        elif not isinstance(node, ast.expr) and not _hidden(node, top):
            left += ast.iter_child_nodes(node)
    return frozenset(found)


def _hidden(node: ast.AST, top: bool) -> bool:
    """Whether what stands inside is not run: for the eyes of a type checker, or with `top` a function."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def rooms(names: Iterable[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("letraz.")}


def test_every_room_imports_only_what_it_may() -> None:
    wrong = []
    for room, path in modules():
        allowed = ARROWS.get(room)
        if allowed is None:
            continue
        odd = rooms(imports(path)) - allowed - {room, "__version__", "create_app"}
        wrong += [f"{path.relative_to(ROOT)} imports letraz.{name}" for name in sorted(odd)]
    assert not wrong


def test_every_room_has_its_place_in_the_table() -> None:
    """A new room is given its arrows before it is moved into."""
    assert {room for room, _ in modules()} <= {*ARROWS, *OUTSIDE, "__init__"}


def test_only_the_application_imports_views() -> None:
    wrong = [path for room, path in modules() if room not in {"views", "__init__"} and "views" in rooms(imports(path))]
    assert not wrong


def test_no_room_knows_a_package_that_is_not_its_own() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room, path in modules()
        for name in imports(path)
        if name.split(".")[0] in NEVER.get(room, set())
    ]
    assert not wrong


def test_only_paper_imports_weasyprint() -> None:
    """And `letraz doctor`, which tells whether it can be imported."""
    wrong = [
        path
        for room, path in modules()
        if room not in {"paper", "doctor"} and any("weasyprint" in n for n in imports(path))
    ]
    assert not wrong


def test_formats_and_tasks_load_without_paper() -> None:
    """`paper` is imported inside the function that needs it."""
    found = [path for room, path in modules() if room != "paper" and "paper" in rooms(imports(path, top=True))]
    assert not found


def test_the_web_process_never_loads_weasyprint_or_alembic(tmp_path: Path) -> None:
    """Half a second and 60 MB that a web process does not need; a fresh process, for this one has loaded them."""
    code = (
        "import sys; from letraz import create_app; app = create_app({'ENV': 'testing', 'HOME': sys.argv[1]});"
        "app.test_client().get('/healthz');"
        "print([name for name in ('weasyprint', 'pydyf', 'pypdfium2', 'alembic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


# --- sizes ------------------------------------------------------------------------------------------


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_a_python_file_has_at_most_250_lines() -> None:
    assert {str(path.relative_to(ROOT)): lines(path) for _, path in modules() if lines(path) > 250} == {}


def test_a_section_type_has_at_most_80_lines() -> None:
    """DESIGN says 80; a type with an odd mapping to JSON Resume may take ten more."""
    assert {path.name: lines(path) for path in (HOUSE / "sections").glob("*.py") if lines(path) > 90} == {}


def test_a_template_has_at_most_120_lines() -> None:
    every = (HOUSE / "templates").rglob("*.*")
    assert {str(p.relative_to(ROOT)): lines(p) for p in every if p.suffix == ".html" and lines(p) > 120} == {}


def test_a_function_has_at_most_25_lines() -> None:
    """Its docstring and its signature not counted."""
    wrong = {}
    for _, path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef) and _body(node) > 25:
                wrong[f"{path.relative_to(ROOT)}:{node.name}"] = _body(node)
    assert wrong == {}


def _body(node: ast.FunctionDef) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def test_there_is_no_room_for_everything() -> None:
    bad = {"utils", "helpers", "services", "common", "misc", "utils.py", "helpers.py", "services.py"}
    assert [path for path in HOUSE.rglob("*") if path.name in bad] == []


# --- shared code never asks which type -------------------------------------------------------------


def kinds() -> list[str]:
    return [path.stem for path in (HOUSE / "sections").glob("*.py") if path.stem != "__init__"]


def test_no_python_outside_sections_compares_a_kind() -> None:
    """`if kind == "skills"` stands in sections/skills.py or nowhere (STYLE, habit 1)."""
    names = "|".join(kinds())
    asks = re.compile(rf"""(==|!=|\bin\b|\bcase\b)\s*[(\[{{]?\s*["']({names})["']""")
    wrong = []
    for room, path in modules():
        if room in {"sections", "paper"} and path.parent.name == "sections":
            continue
        found = asks.findall(path.read_text(encoding="utf-8"))
        wrong += [f"{path.relative_to(ROOT)}: {' '.join(match)}" for match in found]
    assert not wrong


@pytest.mark.parametrize("folder", ["sections", "resumes", "designs"])
def test_no_shared_template_asks_a_kind(folder: str) -> None:
    names = "|".join(kinds())
    asks = re.compile(rf"""(kind|type)\s*(==|!=|in)\s*[(\[]?\s*["']({names})["']""")
    every = (HOUSE / "templates" / folder).rglob("*.html")
    assert [str(path.relative_to(ROOT)) for path in every if asks.search(path.read_text(encoding="utf-8"))] == []
