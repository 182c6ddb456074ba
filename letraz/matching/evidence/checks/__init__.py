"""Requirements that are counted and not looked up: years, degrees, languages, and licences that end.

Each module's `check(asked, shelf)` gives a `Counted`, or None when the requirement is none of its kind.
"""

from letraz.matching.evidence.checks._asked import Asked, Counted
from letraz.matching.evidence.checks.degrees import check as degree
from letraz.matching.evidence.checks.languages import check as language
from letraz.matching.evidence.checks.years import check as years

__all__ = ["CHECKS", "Asked", "Counted"]

CHECKS = (years, degree, language)
