"""What the pages say of a game document, worked out for the server's first paint.

One module a panel; each has its browser twin in `static/components`, and a browser test holds the two to the
same words. Nothing here reads a request or a database.
"""

from typing import Any

Document = dict[str, Any]
