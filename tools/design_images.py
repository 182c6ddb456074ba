"""Draw the first page of a nurse's resume in each design for the docs: `python tools/design_images.py`."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).parents[1]))

from letraz import paper
from tests import samples

FOLDER = Path(__file__).parents[1] / "docs" / "images" / "designs"
WIDTH = 800  # pixels
QUALITY = 80  # of 100: no ring around a letter is seen, and a page takes about 60 kB


def main() -> None:
    """Write `<design>-1.webp` for every design there is."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in paper.designs():
        path = FOLDER / f"{name}-1.webp"
        path.write_bytes(picture(paper.render(replace(samples.nurse(), design=name))))
        print(f"{path.name}: {path.stat().st_size // 1000} kB")


def picture(pdf: bytes) -> bytes:
    """The first page as WebP."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        drawn = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    written = BytesIO()
    drawn.save(written, "WEBP", quality=QUALITY, method=6)
    return written.getvalue()


if __name__ == "__main__":
    main()
