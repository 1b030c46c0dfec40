from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "xingzhi.collection"
    label = "collection"

    def ready(self) -> None:
        from xingzhi.collection import accepting, filling, moves, opening, returning, steering  # noqa: F401 - actions
