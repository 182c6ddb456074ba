"""What grows with what: pages, repeated documents, layouts of "Fit to one page"."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.paper.documents import fresh, of_pages, two_pages
from benchmarks.table import Row, of, ratio, timed
from letraz import paper
from letraz.paper import fit, press, prove

#: What the issue asks for: 20 pages against 10, and layouts of one fit.
TWENTY_TO_TEN, LAYOUTS = 2.3, 10


def measure(times: int) -> list[Row]:
    """Long documents against half as long ones, the receipt, and fitting."""
    paper.prewarm()
    ten, twenty = (of_pages(pages, _pages) for pages in (10, 20))
    short, long = [], []
    for _ in range(max(times // 3, 3)):
        short.append(timed(lambda: paper.render(fresh(ten))))
        long.append(timed(lambda: paper.render(fresh(twenty))))
    document = two_pages()
    printed = paper.print_out(document)
    proofs = [timed(lambda: prove(printed.pdf, document, printed.beside)) for _ in range(times)]
    pictures = [timed(lambda: paper.pages(printed.pdf)) for _ in range(times)]
    return [
        of("10 pages", short),
        of("20 pages", long),
        ratio("20 pages / 10 pages", long, short, TWENTY_TO_TEN),
        of("Receipt of two pages: both readers, every field", proofs, note="with the readers' own processes"),
        of("Pictures of two pages", pictures),
        Row("Bytes of the two pages, with their fonts", len(printed.pdf) / 1000, unit="kB", goal=50),
        *_fitting(times),
    ]


def _fitting(times: int) -> list[Row]:
    tried: list[int] = []
    took = []
    for size in ("10", "10.5", "11", "12"):
        document = replace(fresh(two_pages()), options={"size": size})
        took.append(timed(lambda d=document: tried.append(fit.fit(d, 1).layouts)))
    return [
        of("Fit to one page", took, note="four documents of two pages"),
        Row("Fit to one page: layouts tried, at most", max(tried), unit="", goal=LAYOUTS),
    ]


def _pages(document: object) -> int:
    return len(press.layout(document).sheets)  # type: ignore[arg-type]
