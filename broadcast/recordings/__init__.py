"""The recording format, the importers that write it, and a simulator of whole games."""
