from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "xingzhi.plans"
    label = "plans"

    def ready(self) -> None:
        from xingzhi.plans import actions, jobs  # noqa: F401 - they declare actions, jobs and followers
        from xingzhi.plans.directory import actions as directory  # noqa: F401
        from xingzhi.plans.ledger import answering, editing, ledger_taking, month_merging  # noqa: F401
        from xingzhi.plans.ledger import deciding as ledger_deciding  # noqa: F401
        from xingzhi.plans.notices import adopting, choosing, deciding, reshaping  # noqa: F401
        from xingzhi.plans.notices import jobs as notice_jobs  # noqa: F401
        from xingzhi.plans.summaries import bringing, drafting, placing  # noqa: F401
        from xingzhi.plans.summaries import jobs as summary_jobs  # noqa: F401
