import logging

from django.apps import AppConfig

from broadcast.logs import hear_twisted


class BackstageConfig(AppConfig):
    name = "broadcast.backstage"

    def ready(self) -> None:
        """Let what goes wrong below Daphne be heard, and health checks not."""
        from broadcast.backstage.plain import Quietly

        hear_twisted()
        logging.getLogger("django.request").addFilter(Quietly())
