from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "xingzhi.indicators"
    label = "indicators"
