"""What can go wrong with a fetch, in words for the person. None of them names an address or a machine."""

from __future__ import annotations

ADDRESS = "This is no address of a web page. It begins with https:// and names a site."
BROKEN = "This site's answer could not be read. Paste the text instead."
CREDENTIALS = "This address holds a name or a password. Give it without them."
GONE = "There is no page at this address any more. Paste the text if you still have it."
KIND = "This address leads to a file that is no web page. Paste the text instead."
LARGE = "This page is too large. Paste the text instead."
OPENED = "This site leads on to an address that is not encrypted. Paste the text instead."
PORT = "This address names an unusual port. Only ordinary web addresses can be fetched."
PRIVATE = "This address leads into a private network. Only pages on the internet can be fetched."
REFUSES = "This site refuses programs. Paste the text instead."
SLOW = "This site took too long to answer. Try again later, or paste the text."
TROUBLE = "This site has trouble at the moment. Try again later, or paste the text."
UNREACHED = "This site could not be reached. Check the address, or paste the text."
WANDERS = "This address leads on too many times. Open it in a browser, and give the address it ends at."

_GONE = {404, 410}
_TROUBLE = range(500, 600)


class CannotFetch(Exception):
    """The page could not be had. Its text is a sentence or two for the person, always safe to show."""


def of_status(status: int) -> str:
    """What a status other than 200 means to the person. Whatever is no trouble of the site is its refusal."""
    if status in _GONE:
        return GONE
    return TROUBLE if status in _TROUBLE else REFUSES
