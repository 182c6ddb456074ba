"""Requirements that are counted and not looked up: years, degrees, languages, and licences that end.

Each module's `check(asked, shelf)` gives a `Counted`, or None when the requirement is none of its kind.
"""

from letraz.matching.checks._asked import Asked, Counted
from letraz.matching.checks.degrees import check as degree
from letraz.matching.checks.languages import check as language
from letraz.matching.checks.years import check as years

__all__ = ["CHECKS", "Asked", "Counted"]

CHECKS = (years, degree, language)
