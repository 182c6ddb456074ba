"""What is stored and what it can do: one file is one noun."""

from letraz.models.export import ExportRequest
from letraz.models.incoming import ImportRequest
from letraz.models.item import Item
from letraz.models.job import Job
from letraz.models.letter import Letter
from letraz.models.preview import Preview
from letraz.models.resume import Resume
from letraz.models.section import Section
from letraz.models.user import User

__all__ = ["ExportRequest", "ImportRequest", "Item", "Job", "Letter", "Preview", "Resume", "Section", "User"]
