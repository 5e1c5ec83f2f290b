"""The system's Chromium, as the browser tests start it."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same browser without windows, which starts sooner and costs a third less."""

EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]

# A context's window is closed with its last page, and to open one takes half a second of a processor: more than all
# else about a page. A fixture that opens a page for each test keeps a blank one in the context of all of them.
