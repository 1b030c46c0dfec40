from django.apps import AppConfig


class SnapshotsConfig(AppConfig):
    name = "xingzhi.snapshots"
    label = "snapshots"

    def ready(self) -> None:
        from xingzhi.snapshots import jobs  # noqa: F401 - they declare actions, jobs and followers
