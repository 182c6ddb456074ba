"""Rules that propose another order, or to hide what serves nothing. Pure.

What has dates keeps its order: a resume's jobs and schools run backwards in time, and readers count on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letraz.document import Block, Entry
from letraz.matching.change import HIDE, REORDER, SHOW, Change, mark_of
from letraz.matching.gate.targets import SECTIONS, basis
from letraz.matching.lines import FACE, Line
from letraz.matching.proposals.setting import Setting

__all__ = ["items", "needed", "points", "sections", "unneeded"]

#: Changes of one rule.
MOST = 5

#: Characters of a line that a reason quotes.
SHORT = 60

#: A point that is moved up serves so much more than the one it passes.
CLEARLY = 1.5


def sections(setting: Setting) -> Iterator[Change]:
    """Move up one section that serves musts and stands behind ones that serve nothing."""
    blocks = [block for block in setting.document.blocks if block.key]
    fixed = [block for block in blocks if block.layout == "prose"]
    free = [block for block in blocks if block not in fixed]
    worth = {block.key: setting.worth_of_block(block) for block in free}
    for at, block in enumerate(free):
        idle = [other for other in free[:at] if not worth[other.key] and not other.hidden]
        if worth[block.key] >= CLEARLY and idle and not block.hidden:
            first = blocks.index(idle[0])
            order = [one.key for one in blocks if one is not block]
            order.insert(first, block.key)
            why = f"{block.title} above {idle[0].title}: this posting asks for what stands there."
            yield _order(SECTIONS, order, why, setting, block.entries)
            return


def items(setting: Setting) -> Iterator[Change]:
    """In a section without dates, what serves the posting comes first."""
    for block in setting.document.blocks:
        if block.hidden or len(block.entries) < 2 or any(entry.dates or entry.date for entry in block.entries):
            continue
        keys = [entry.key for entry in block.entries]
        if not block.key or not all(keys):
            continue
        order = _by_worth(keys, [setting.worth_of(key) for key in keys], _groups(block))
        if order != keys:
            first = next(entry for entry in block.entries if entry.key == order[0])
            why = f"What this posting asks for comes first, such as {first.title or 'the first line'}."
            yield _order(block.key, order, why, setting, block.entries)


def points(setting: Setting) -> Iterator[Change]:
    """In one entry, the point that serves most comes first."""
    found = 0
    for lines in _entries(setting):
        worth = [setting.worth(line.at) for line in lines]
        best = max(range(len(lines)), key=lambda at: (worth[at], -at))
        if not best or worth[best] < CLEARLY * max(worth[0], 0.5) or found == MOST:
            continue
        before = [str(line.number) for line in _all_lines(setting, lines[0].entry)]
        moved = str(lines[best].number)
        order = [number for number in before if number != moved]
        order.insert(order.index(str(lines[0].number)), moved)
        asked = setting.serves(lines[best].at)[0].requirement.text
        found += 1
        yield Change(
            REORDER, lines[0].entry, order=tuple(order), requirements=(asked,), evidence=(lines[best].at,),
            reason=f"“{_short(lines[best].text)}” comes first: the posting asks for “{_short(asked)}”.",
            based_on=mark_of(basis(REORDER, lines[0].entry, setting.document)),
        )  # fmt: skip


def needed(setting: Setting) -> Iterator[Change]:
    """Show what is hidden and serves a requirement that nothing printed serves."""
    printed = {finding.requirement.text for line in setting.shown_lines() for finding in setting.serves(line.at)}
    found = 0
    for block in setting.document.blocks:
        for entry in block.entries:
            lines = [line for line in setting.lines if line.entry == entry.key and line.hidden]
            serves = [(line, one) for line in lines for one in setting.serves(line.at)]
            asked = [(line, one) for line, one in serves if one.requirement.text not in printed]
            if asked and entry.key and found < MOST:
                found += 1
                text = asked[0][1].requirement.text
                yield Change(
                    SHOW, block.key if block.hidden else entry.key, requirements=(text,), evidence=(asked[0][0].at,),
                    reason=f"It is hidden here, and the posting asks for “{_short(text)}”.",
                )  # fmt: skip


def unneeded(setting: Setting) -> Iterator[Change]:
    """When the pages run over: points that serve no requirement, oldest entries first; one point of each stays."""
    if not setting.overflows:
        return
    found = 0
    for lines in reversed(list(_entries(setting))):
        idle = [line for line in lines if not setting.worth(line.at)]
        for line in reversed(idle if len(idle) < len(lines) else idle[1:]):
            if found == MOST:
                return
            found += 1
            yield Change(
                HIDE, line.at, reason="No requirement needs it, and it frees a line.", based_on=mark_of(line.text)
            )


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + "…"


def _entries(setting: Setting) -> Iterator[list[Line]]:
    """The points of each printed entry that has at least two."""
    for block in setting.document.blocks:
        for entry in block.entries:
            lines = [line for line in _all_lines(setting, entry.key) if ", point " in line.where]
            if entry.key and len(lines) > 1 and not (block.hidden or entry.hidden):
                yield lines


def _all_lines(setting: Setting, key: str) -> list[Line]:
    return [line for line in setting.lines if line.entry == key and line.number != FACE]


def _groups(block: Block) -> list[str]:
    return [entry.group for entry in block.entries]


def _by_worth(keys: Sequence[str], worth: Sequence[float], groups: Sequence[str]) -> list[str]:
    """The keys by worth, equal ones in their order; what shares a heading on paper stays together."""
    of_group: dict[str, float] = {}
    for group, value in zip(groups, worth, strict=True):
        of_group[group] = max(of_group.get(group, 0.0), value)
    first = {group: at for at, group in reversed(list(enumerate(groups)))}
    order = sorted(
        range(len(keys)),
        key=lambda at: (-of_group[groups[at]], first[groups[at]], -worth[at], at),
    )
    return [keys[at] for at in order]


def _order(target: str, order: Sequence[str], why: str, setting: Setting, entries: Sequence[Entry]) -> Change:
    keys = {entry.key for entry in entries}
    served = [line for line in setting.lines if line.entry in keys and setting.worth(line.at)]
    asked = dict.fromkeys(finding.requirement.text for line in served for finding in setting.serves(line.at))
    return Change(
        REORDER, target, order=tuple(order), requirements=tuple(asked)[:5],
        evidence=tuple(line.at for line in served)[:5], reason=why,
        based_on=mark_of(basis(REORDER, target, setting.document)),
    )  # fmt: skip
