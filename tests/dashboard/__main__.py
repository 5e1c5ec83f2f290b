"""Set Django up, then serve the pages for the browser tests."""

import os
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadcast.settings")
    django.setup()
    import_module("tests.dashboard.server").main()
