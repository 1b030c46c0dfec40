from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "xingzhi.cases"
    label = "cases"

    def ready(self) -> None:
        from xingzhi.cases import (  # noqa: F401 - they declare actions, jobs and followers
            actions,
            exports,
            jobs,
            party_proposals,
            signals,
        )
        from xingzhi.cases.bad_faith import acting as following  # noqa: F401
        from xingzhi.cases.bad_faith import running  # noqa: F401
        from xingzhi.cases.field import checking, judging, signs  # noqa: F401
        from xingzhi.cases.gazette import acting, comparing  # noqa: F401
        from xingzhi.cases.matters import assigning, contacts, events, moves  # noqa: F401
        from xingzhi.cases.notified import (  # noqa: F401
            dispatching,
            enquiries,
            opening,
            printing,
            reports,
            return_conflicts,
            returning,
        )
        from xingzhi.cases.papers import templates  # noqa: F401
