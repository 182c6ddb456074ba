"""A realistic resume in each language that Letraz speaks: what designs, receipts and formats must carry unharmed.

Each is natively written and tests what its language does to a page: quotes, spaces before signs, names and numbers in
other scripts, long words, months that are declined. `ALL` maps a language's tag to what makes its document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from letraz.document import Document
from tests.tongues import asian, eastern, semitic, southern, western

#: Tag -> the resume in that language.
ALL: Mapping[str, Callable[[], Document]] = {
    "en": western.english,
    "de": western.german,
    "fr": western.french,
    "es": southern.spanish,
    "pt": southern.portuguese,
    "it": southern.italian,
    "pl": eastern.polish,
    "ru": eastern.russian,
    "el": eastern.greek,
    "ar": semitic.arabic,
    "he": semitic.hebrew,
    "hi": asian.hindi,
    "ja": asian.japanese,
    "zh-CN": asian.chinese,
}
