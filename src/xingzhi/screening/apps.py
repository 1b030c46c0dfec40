from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "xingzhi.screening"
    label = "screening"

    def ready(self) -> None:
        from xingzhi.screening import jobs  # noqa: F401 - they declare actions, jobs and followers
        from xingzhi.screening.mark_search import drawings, saving  # noqa: F401
        from xingzhi.screening.mark_search import jobs as mark_jobs  # noqa: F401
        from xingzhi.screening.rewritten_applications import jobs as rewritten  # noqa: F401
        from xingzhi.screening.same_party import jobs as same_party  # noqa: F401
        from xingzhi.screening.signals import jobs as signals  # noqa: F401
