"""Numbers in Spanish as box scores have them: 45.5 %, with a point. Coordinates in SVG need it, too."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = "\u202f"
