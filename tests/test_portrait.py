"""Pictures of strangers become portraits, or a sentence that says why not.

Broken by hand and seen red: `exif_transpose` left out, `_plain` giving the picture itself (the comment of the file
came through), the limit of pixels taken out, the limit of memory taken out.
"""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from letraz import person, portrait
from letraz.portrait import HEIGHT, WIDTH, BadPicture, cut, prepare

#: The tags of a camera's JPEG that must not come through, as text that can be searched for.
SECRET = b"SECRET-PLACE"


def encoded(picture: Image.Image, kind: str, **more: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def halves(size: tuple[int, int] = (800, 1000), mode: str = "RGB") -> Image.Image:
    """Red above, blue below."""
    picture = Image.new(mode, size, "red")
    picture.paste("blue", (0, size[1] // 2, *size))
    return picture


def near(pixel: Any, colour: tuple[int, int, int], off: int = 12) -> bool:
    return all(abs(a - b) <= off for a, b in zip(pixel, colour, strict=True))


def located() -> Image.Exif:
    """What a phone writes: where, with what, and how it was held."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0112] = SECRET.decode(), 6
    tags.get_ifd(0x8825)[1], tags.get_ifd(0x8825)[2] = "N", (47.0, 15.0, 11.0)
    return tags


@pytest.mark.parametrize("deed", [prepare, cut])
def test_it_tells_nothing_of_where_it_was_taken(deed: Callable[[bytes], bytes]) -> None:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    data = encoded(halves(), "JPEG", exif=located(), xmp=xmp, comment=SECRET, dpi=(72, 72))
    assert data.count(SECRET) >= 3
    made = deed(data)
    assert SECRET not in made
    assert b"Exif" not in made
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_nor_do_other_kinds(kind: str) -> None:
    made = prepare(encoded(halves(), kind, exif=located()))
    assert SECRET not in made
    assert opened(made).format == "JPEG"


def test_it_stands_as_it_was_held() -> None:
    """Orientation 6: the camera lay on its side, so what is stored left is above."""
    lying = halves((800, 1000)).transpose(Image.Transpose.ROTATE_90)
    made = opened(prepare(encoded(lying, "JPEG", exif=located(), quality=95)))
    assert made.size == (800, 1000)
    assert near(made.getpixel((400, 100)), (254, 0, 0))
    assert near(made.getpixel((400, 900)), (0, 0, 254))


def test_what_can_be_seen_through_stands_on_white() -> None:
    clear = Image.new("RGBA", (400, 500), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 400, 250))
    made = opened(prepare(encoded(clear, "PNG")))
    assert near(made.getpixel((200, 400)), (255, 255, 255))
    assert near(made.getpixel((200, 100)), (0, 0, 254))


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "I;16"])
def test_every_kind_of_png(mode: str) -> None:
    grey = Image.new("L", (400, 500), 128)
    picture = Image.new("I;16", (400, 500), 128 * 257) if mode == "I;16" else grey.convert(mode)
    pixel = opened(prepare(encoded(picture, "PNG"))).getpixel((200, 250))
    assert mode == "1" or near(pixel, (128, 128, 128))


def test_ink_of_four_colours_is_turned_into_light() -> None:
    made = opened(prepare(encoded(Image.new("CMYK", (400, 500), (0, 255, 255, 0)), "JPEG")))
    assert made.mode == "RGB"
    assert near(made.getpixel((200, 250)), (254, 0, 0), 20)


def test_a_profile_is_applied_before_it_is_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = encoded(halves(), "JPEG", icc_profile=profile)
    assert b"ICC_PROFILE" in data
    assert b"ICC_PROFILE" not in prepare(data)
    assert b"ICC_PROFILE" not in prepare(encoded(halves(), "JPEG", icc_profile=b"no profile at all" * 20))


def test_a_portrait_is_of_one_size_and_no_larger_than_a_document_holds() -> None:
    made = cut(encoded(Image.effect_noise((1200, 1600), 120).convert("RGB"), "JPEG", quality=95))
    assert opened(made).size == (WIDTH, HEIGHT)
    assert WIDTH * 5 == HEIGHT * 4
    assert len(made) <= portrait.MOST == person.MOST_PHOTO


def test_the_same_picture_gives_the_same_portrait() -> None:
    data = encoded(halves(), "PNG")
    assert cut(data) == cut(data)


@pytest.mark.parametrize(
    ("down", "colour"), [(0, (254, 0, 0)), (100, (0, 0, 254)), (-50, (254, 0, 0)), (900, (0, 0, 254))]
)
def test_the_frame_stands_where_it_was_put(down: int, colour: tuple[int, int, int]) -> None:
    made = opened(cut(encoded(halves((600, 1800)), "PNG"), 50, down))
    assert near(made.getpixel((300, 375)), colour)


def test_nearer_shows_less_and_blows_nothing_up() -> None:
    wide = Image.new("RGB", (800, 1000), "white")
    wide.paste("green", (300, 375, 500, 625))
    assert near(opened(cut(encoded(wide, "PNG"), 50, 50, 100)).getpixel((50, 50)), (255, 255, 255))
    made = opened(cut(encoded(wide, "PNG"), 50, 50, 400))
    assert made.size == (200, 250)
    assert near(made.getpixel((8, 8)), (0, 128, 0), 25)


# --- what is refused --------------------------------------------------------------------------------


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 6, 0, 0, 0))
    body = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(2000)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (HEIC, "HEIC"),
        (b"", "not a picture"),
        (b"\xff\xd8\xff", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"%PDF-1.7 " * 100, "not a picture"),
        (encoded(halves(), "GIF"), "not a picture"),
        (encoded(halves(), "TIFF"), "not a picture"),
        (encoded(Image.effect_noise((800, 1000), 90).convert("RGB"), "JPEG")[:40_000], "damaged"),
        (encoded(halves(), "PNG")[:300], "damaged"),
        (bomb(800, 1000)[:200], "damaged"),
        (bomb(20_000, 20_000), "32 million"),
        (bomb(2**31 - 1, 2**31 - 1), "32 million"),
        (encoded(Image.new("RGB", (9000, 9000)), "JPEG"), "64 million"),
        (encoded(halves((100, 125)), "PNG"), "too small"),
        (encoded(halves((1200, 90)), "PNG"), "too small"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_why_it_takes_no_other(data: bytes, why: str) -> None:
    for deed in (prepare, cut):
        if deed is prepare or data is not HEIC:
            with pytest.raises(BadPicture, match=why):
                deed(data)


@pytest.mark.parametrize(
    ("greedy", "seconds", "patience"),
    [("bytearray(900 << 20)", 8, 8), ("exec('while True: pass')", 1, 8), ("__import__('time').sleep(60)", 8, 1)],
    ids=["memory", "processor", "time"],
)
def test_what_takes_too_much_is_ended_by_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, greedy: str, seconds: int, patience: int
) -> None:
    """The real program, with a decoder that takes more than its share of one thing, and of that only."""
    text = Path(portrait.__file__).read_text(encoding="utf-8")
    changed = text.replace("    from PIL import Image, Im", f"    {greedy}\n    from PIL import Image, Im")
    changed = changed.replace("MEMORY, SECONDS = 768 << 20, 5", f"MEMORY, SECONDS = 768 << 20, {seconds}")
    assert changed.count(greedy) == changed.count(f"768 << 20, {seconds}\n") == 1
    (tmp_path / "portrait.py").write_text(changed, encoding="utf-8")
    monkeypatch.setattr(portrait, "__file__", str(tmp_path / "portrait.py"))
    monkeypatch.setattr(portrait, "SECONDS", patience)
    began = time.monotonic()
    with pytest.raises(BadPicture, match="takes too much"):
        prepare(encoded(halves(), "PNG"))
    assert time.monotonic() - began < 12
