from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "xingzhi.core"
    label = "core"

    def ready(self) -> None:
        from xingzhi.core import office, sessions, tokens  # noqa: F401 - they declare actions and connect receivers
