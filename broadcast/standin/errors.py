"""An error answer of the Event API: its status, its message and the documented body (EVENT_API.md, 4)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """An answer other than 200, raised wherever it is found out and turned into a response in one place."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """Give the documented body, with a request id of its own."""
        return {
            "status": self.status,
            "message": self.message,
            "shottrackerRequestId": str(uuid.uuid4()),
        }
