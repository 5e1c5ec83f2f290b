"""Files served to a browser, with pages of one's own among them: the stages on which graphics are looked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Files(SimpleHTTPRequestHandler):
    """The files of a folder; `pages` by path are kind and text."""

    def __init__(self, *rest: Any, pages: Mapping[str, tuple[str, str]], **named: Any) -> None:
        self._pages = pages
        super().__init__(*rest, **named)

    def do_GET(self) -> None:
        if self.path not in self._pages:
            return super().do_GET()
        kind, text = self._pages[self.path]
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing of what went well."""


@contextmanager
def served(folder: Path, pages: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Serve a folder and these pages on a port of 127.0.0.1; the value is its address."""
    files = partial(_Files, pages=pages, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), files)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
