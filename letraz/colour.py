"""Colours as "#rrggbb", and whether text in one can be read. Pure.

Contrast is that of WCAG 2.2 (relative luminance, sRGB); text needs 4.5 to 1 (success criterion 1.4.3).
"""

from __future__ import annotations

import re

#: The least contrast of text with what is behind it.
READABLE = 4.5

_HEX = re.compile("#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as stored: "#1f4b6e"."""
    return _HEX.fullmatch(text) is not None


def contrast(colour: str, ground: str = "#ffffff") -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text of this colour can be read on white paper."""
    return is_colour(colour) and contrast(colour) >= READABLE


def darkened(colour: str) -> str:
    """The nearest colour of the same hue that can be read on white paper; itself when it can."""
    red, green, blue = _channels(colour)
    share = 1.0
    while share > 0 and not is_readable(found := _hex(red * share, green * share, blue * share)):
        share -= 0.01
    return found if share > 0 else "#000000"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
