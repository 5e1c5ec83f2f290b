"""The bundles that a browser loads and the texts of the pages, built once for every test process.

The build empties static/dist first, so one that starts while another process's browser is loading takes its files
away: a lock is held while it is found out whether to build, and nothing is built that is newer than its sources.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "static"
LOCK = ROOT / "var" / "front-end.lock"
BUNDLE = STATIC / "dist" / "pages" / "overlay.js"


def build() -> None:
    """Build static/dist as `npm run build` does, and compile the catalogs, unless they are newer than their sources."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not BUNDLE.exists() or BUNDLE.stat().st_mtime < newest_source():
            node = shutil.which("node")
            assert node, "Node is needed to build the pages"
            subprocess.run([node, "static/build.mjs"], cwd=ROOT, check=True, timeout=120)
        for catalog in (ROOT / "broadcast" / "locale").rglob("*.po"):
            compiled = catalog.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < catalog.stat().st_mtime:
                # Put in its place whole: another process may be reading it, which takes no lock.
                with catalog.open("rb") as text, NamedTemporaryFile(dir=compiled.parent, delete=False) as file:
                    write_mo(file, read_po(text, catalog.parts[-3]))
                Path(file.name).chmod(0o644)
                Path(file.name).replace(compiled)


def newest_source() -> float:
    """Return when the youngest of the sources was last changed."""
    sources = [path for path in STATIC.rglob("*") if path.is_file() and STATIC / "dist" not in path.parents]
    shared = [ROOT / "broadcast" / "basketball", ROOT / "broadcast" / "dashboard" / "show"]
    return max(path.stat().st_mtime for path in [*sources, *(file for room in shared for file in room.glob("*.json"))])
