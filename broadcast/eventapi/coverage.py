"""Write the table of endpoints in docs/event-api.md from the registry.

`python -m broadcast.eventapi.coverage docs/event-api.md` renews it.
"""

import sys
from pathlib import Path

from broadcast.eventapi.endpoints import GROUPS, Endpoint

BEGIN = "<!-- The tables from here to the next mark are written by `python -m broadcast.eventapi.coverage`. -->"
END = "<!-- The end of what is written from the registry. -->"

_HEAD = "| endpoint | name | client | body of the answer | used for |\n|---|---|---|---|---|"


def tables() -> str:
    """Return one table for each section of the API, in Markdown."""
    return "\n\n".join(
        "\n".join([f"### {group}", "", _HEAD, *map(_line, endpoints)]) for group, endpoints in GROUPS.items()
    )


def _line(endpoint: Endpoint) -> str:
    methods = ", ".join(f"`{method}`" for method in endpoint.methods)
    answer = endpoint.answer + (", as is the path" if endpoint.path_assumed else "")
    answer += "; deprecated" if endpoint.deprecated else ""
    cells = (f"{endpoint.method} `{endpoint.path}`", f"`{endpoint.name}`", methods, answer, endpoint.used_for or "—")
    return f"| {' | '.join(cells)} |"


def renewed(page: str) -> str:
    """Return a page with the tables between the two marks written anew. Raises ValueError for a page without."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has not both marks")
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def main() -> None:
    """Renew the pages named on the command line."""
    for name in sys.argv[1:]:
        page = Path(name)
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
