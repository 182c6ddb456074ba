"""Scripts that readers are known to extract badly, whoever made the file: the baseline of a receipt. Pure.

Measured with Poppler 22.12 and PDFium 159 on what the engine prints: Devanagari comes out with broken clusters from
both; Arabic with its marks and ligatures astray; Thai with its vowels astray from Poppler; PDFium does not see
characters that are drawn as pictures (emoji). What is expected is not loosened for that: a field that does not read
back is stated as *partly readable*, with the words of such a script that are concerned. Its other words must all be
there, in order.
"""

from __future__ import annotations

import re

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"
_INDIC = "\u0900-\u0dff"
_SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_EMOJI = "\u20e3\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"

#: Characters that each reader is known to extract badly.
BASELINE = {
    "poppler": re.compile(f"[{_ARABIC}{_INDIC}{_SOUTH_EAST}]"),
    "pdfium": re.compile(f"[{_ARABIC}{_INDIC}{_SOUTH_EAST}{_EMOJI}]"),
}

#: Characters that may leave no trace at all.
PICTURES = re.compile(f"[{_EMOJI}]")
