from django.apps import AppConfig


class ControlConfig(AppConfig):
    name = "broadcast.control"

    def ready(self) -> None:
        """Run what belongs beside the worker."""
        from broadcast.control.auto_out import take_out_by_itself
        from broadcast.control.push import push_feedback
        from broadcast.control.watch import watch_corrections
        from broadcast.feed.beside import register

        register(watch_corrections)
        register(take_out_by_itself)
        register(push_feedback)
