from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "xingzhi.indicators"
    label = "indicators"

    def ready(self) -> None:
        from xingzhi.indicators import stating  # noqa: F401
        from xingzhi.indicators.high_value import actions, jobs, scoring  # noqa: F401 - they declare actions, jobs and followers
