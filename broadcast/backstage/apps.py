import logging
from typing import Any

from django.apps import AppConfig
from twisted.logger import STDLibLogObserver, globalLogPublisher


class BackstageConfig(AppConfig):
    name = "broadcast.backstage"

    def ready(self) -> None:
        """Let what goes wrong below Daphne be heard, which Daphne itself discards, and health checks not."""
        from broadcast.backstage.plain import Quietly

        observer: Any = STDLibLogObserver("twisted")  # its types do not say that it is an observer
        globalLogPublisher.addObserver(observer)
        logging.getLogger("django.request").addFilter(Quietly())
