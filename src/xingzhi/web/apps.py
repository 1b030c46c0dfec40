from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "xingzhi.web"
    label = "web"
