"""What a credential has no right to: classes of data, each a set of resources (assumed.py). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from broadcast.standin.assumed import PRIVILEGES


def barred_resources(classes: Iterable[str]) -> frozenset[str]:
    """Give the resources of classes of data; raises ValueError for an unknown class."""
    barred: set[str] = set()
    for name in classes:
        if name not in PRIVILEGES:
            raise ValueError(f"unknown class {name!r}; known are {', '.join(PRIVILEGES)}")
        barred |= PRIVILEGES[name]
    return frozenset(barred)


def parse_bar(text: str) -> tuple[str, frozenset[str]]:
    """Read `NAME:SHOTS+STATS` as the user's name and what is barred; raises ValueError."""
    name, given, classes = text.partition(":")
    if not (name and given and classes):
        raise ValueError(f"expected NAME:CLASS+CLASS, got {text!r}")
    return name, barred_resources(classes.split("+"))
