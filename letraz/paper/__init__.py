"""Document -> PDF and pictures of its pages. The only room that loads WeasyPrint: for workers and the command line.

`render` is deterministic: the same document gives the same bytes wherever `engine` says the same.
"""

from letraz.designs import designs
from letraz.paper.images import pages, pictures, small, thumbnail
from letraz.paper.limits import PaperError
from letraz.paper.press import Printed, engine, print_out, render
from letraz.paper.receipt import prove
from letraz.paper.warm import prewarm

__all__ = [
    "PaperError",
    "Printed",
    "designs",
    "engine",
    "pages",
    "pictures",
    "prewarm",
    "print_out",
    "prove",
    "render",
    "small",
    "thumbnail",
]
