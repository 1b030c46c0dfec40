from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "xingzhi.intake"
    label = "intake"
