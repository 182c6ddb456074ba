"""A stranger's picture becomes a portrait: upright, cut to 4:5, on white, with no word of where it was taken.

Decoders of pictures are large and old, so none runs in a process that holds anything. `prepare` and `cut` start this
very file as a program of its own, with limits that the operating system holds; the picture goes in and a JPEG comes
out. Only there Pillow is imported, and nothing of Letraz is.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from PIL import Image

#: Pixels of a portrait: 26 × 32.5 mm at 586 dots an inch.
WIDTH, HEIGHT = 600, 750

#: Bytes of a portrait, as `letraz.person` has it; of a picture to cut one from; of what may be sent.
MOST, MOST_PREPARED, MOST_SENT = 150_000, 300_000, 12_000_000

#: Millions of pixels that are decoded. Phones make JPEGs of 12 to 50, which are read at a fraction of their size.
MOST_PIXELS = {"JPEG": 64, "PNG": 32, "WEBP": 32}

#: The longer side of a prepared picture. Twice as near, it still prints at 300 dots an inch.
SIDE = 1200

#: Bytes of address space and seconds of the processor. Measured: a WebP of 32 million pixels with alpha that is to be
#: turned takes 700 MB and 1.3 s; a JPEG of 12 million takes 100 MB and 0.2 s.
MEMORY, SECONDS = 768 << 20, 5

#: How near one may go, in percent: a frame then has 240 pixels of a prepared picture, which print at 235 dots an inch.
NEAREST = 400

_REFUSED = 3
_NO_PICTURE = "This file is not a picture that can be read. Choose a JPEG, PNG or WebP."
_TOO_MUCH = "This picture takes too much to open. Save it smaller, then choose it again."
_LARGE = "This picture has more than {} million pixels. Save it smaller, then choose it again."
_DAMAGED = "This picture is damaged: it ends too early or cannot be decoded. Choose another one."
_HEIC = "This is a HEIC picture, and no printer of pages reads those. Save it as JPEG, then choose it again."
_SMALL = "This picture is too small to print. Choose one that is at least 160 pixels wide and 200 high."


class BadPicture(ValueError):
    """What no portrait can be made of. The text is a sentence for the person who sent it."""


def prepare(data: bytes) -> bytes:
    """Any JPEG, PNG or WebP as a small JPEG without metadata, to cut a portrait from. `BadPicture` when it is none."""
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif"):
        raise BadPicture(_HEIC)
    return _apart(data, "prepare")


def cut(data: bytes, across: int = 50, down: int = 30, near: int = 100) -> bytes:
    """The portrait in a picture: a frame of 4:5, `near` percent nearer than the largest that fits.

    `across` and `down` say in percent where in the free room it stands. `BadPicture` when there is none.
    """
    return _apart(data, "cut", str(across), str(down), str(near))


def _apart(data: bytes, *deed: str) -> bytes:
    program = [sys.executable, "-I", __file__, *deed]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=2 * SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired:
        raise BadPicture(_TOO_MUCH) from None
    if done.returncode == _REFUSED:
        raise BadPicture(done.stderr.decode())
    if done.returncode:
        raise BadPicture(_TOO_MUCH if done.returncode < 0 or b"MemoryError" in done.stderr else _NO_PICTURE)
    return done.stdout


# --- the program ------------------------------------------------------------------------------------


def main(deed: str, *where: str) -> None:
    """Read a picture from standard input, write a JPEG to standard output; 3 and a sentence when it is refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    picture = _opened(sys.stdin.buffer.read(MOST_SENT + 1))
    if deed == "cut":
        across, down, near = map(int, where)
        picture = _framed(picture, across, down, near)
    sys.stdout.buffer.write(_jpeg(picture, MOST if deed == "cut" else MOST_PREPARED))


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(sentence)
    raise SystemExit(_REFUSED)


def _opened(data: bytes) -> Image.Image:
    """The picture upright, in sRGB, on white, as small as is needed."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours is below, and no warning that a filter may swallow
    try:
        picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        _refuse(_NO_PICTURE)
    if picture.width * picture.height > (most := MOST_PIXELS[picture.format or "PNG"]) * 1_000_000:
        _refuse(_LARGE.format(most))
    picture.draft("RGB", (SIDE, SIDE))  # a JPEG is read at a fraction of its size
    try:
        upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError):
        _refuse(_DAMAGED)
    upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    if upright.width < 160 or upright.height < 200:
        _refuse(_SMALL)
    return _plain(upright)


def _plain(picture: Image.Image) -> Image.Image:
    """Its colours alone: in sRGB, on white, with nothing that the file said beside them."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    colours = _in_srgb(picture)
    paper = Image.new("RGB", colours.size, "white")
    alpha = colours.convert("RGBA") if colours.mode in ("RGBA", "LA", "PA", "P") else None
    paper.paste(alpha or colours.convert("RGB"), mask=alpha)
    return paper


def _in_srgb(picture: Image.Image) -> Image.Image:
    """What a phone wrote in a wider set of colours looks pale when its profile is dropped: so it is applied."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    try:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        found = ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return found or picture


def _framed(picture: Image.Image, across: int, down: int, near: int) -> Image.Image:
    from PIL import Image

    across, down, near = (min(max(value, least), most) for value, least, most in zip(
        (across, down, near), (0, 0, 100), (100, 100, NEAREST), strict=True))  # fmt: skip
    scale = min(picture.width / WIDTH, picture.height / HEIGHT) * 100 / near
    width, height = WIDTH * scale, HEIGHT * scale
    left, top = (picture.width - width) * across / 100, (picture.height - height) * down / 100
    box = (left, top, left + width, top + height)
    size = (WIDTH, HEIGHT) if scale > 1 else (round(width), round(height))  # nothing is gained by blowing it up
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


def _jpeg(picture: Image.Image, most: int) -> bytes:
    made = b""
    for quality in (90, 84, 76, 66, 50, 30, 10):
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        made = file.getvalue()
        if len(made) <= most:
            break
    return made


if __name__ == "__main__":
    main(*sys.argv[1:])
