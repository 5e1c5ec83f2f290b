from django.apps import AppConfig


class GamesConfig(AppConfig):
    name = "broadcast.games"

    def ready(self) -> None:
        """Let the store find the documents of ended games."""
        from broadcast.games.documents import load_kept
        from broadcast.live.stores import register_loader

        register_loader("game:", load_kept)
