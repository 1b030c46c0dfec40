from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "xingzhi.collection"
    label = "collection"

    def ready(self) -> None:
        from xingzhi.collection import accepting, filling, moves, opening, returning  # noqa: F401 - they declare actions
