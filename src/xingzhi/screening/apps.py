from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "xingzhi.screening"
    label = "screening"

    def ready(self) -> None:
        from xingzhi.screening import jobs  # noqa: F401 - they declare actions, jobs and followers
