from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "xingzhi.publish"
    label = "publish"

    def ready(self) -> None:
        from xingzhi.indicators.quoted import QUOTING
        from xingzhi.publish import actions, discarding, editing, making  # noqa: F401 - they declare actions and jobs
        from xingzhi.publish.papers import asking, steps, versions, writing  # noqa: F401
        from xingzhi.publish.quoting import quoting

        QUOTING.append(quoting)
