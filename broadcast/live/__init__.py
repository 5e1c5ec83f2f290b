"""Live documents: merge patches, stores, the hub and the WebSocket consumer. Knows no basketball."""
