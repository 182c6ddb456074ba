"""What is stored and what it can do: one file is one noun."""

from letraz.models.asking import ModelCall
from letraz.models.bringing import Bringing
from letraz.models.change import AttestedFact, ResumeChange
from letraz.models.cover_letter import CoverLetter
from letraz.models.export import ExportRequest
from letraz.models.incoming import ImportRequest
from letraz.models.item import Item
from letraz.models.job import Job
from letraz.models.leftover import Leftover
from letraz.models.letter import Letter
from letraz.models.part import VersionPart
from letraz.models.posting import Posting
from letraz.models.preview import Preview
from letraz.models.requirement import JobRequirement
from letraz.models.resume import Resume
from letraz.models.section import Section
from letraz.models.takeout import Takeout
from letraz.models.tracking import JobContact, JobStage, Reminder
from letraz.models.user import User
from letraz.models.version import Version

__all__ = [
    "AttestedFact", "Bringing", "CoverLetter", "ExportRequest", "ImportRequest", "Item", "Job", "JobContact",
    "JobRequirement", "JobStage", "Leftover", "Letter", "ModelCall", "Posting", "Preview", "Reminder", "Resume",
    "ResumeChange", "Section", "Takeout", "User", "Version", "VersionPart",
]  # fmt: skip
