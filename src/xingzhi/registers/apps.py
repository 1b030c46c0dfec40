from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "xingzhi.registers"
    label = "registers"

    def ready(self) -> None:
        from xingzhi.registers import edit, exports, jobs, locked, receive  # noqa: F401 - they declare actions, jobs, followers
        from xingzhi.registers.brand_steps import adding  # noqa: F401
        from xingzhi.registers.parties import decide  # noqa: F401
        from xingzhi.registers.staff_words import loading  # noqa: F401
