from django.apps import AppConfig

from broadcast.logs import hear_twisted


class BackstageConfig(AppConfig):
    name = "broadcast.backstage"

    def ready(self) -> None:
        """Let what goes wrong below Daphne be heard."""
        hear_twisted()
