"""The addresses of the API: its parts put together, and its own description."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja.responses import Response

from xingzhi.api import arriving, change, returned_forms  # noqa: F401 - they add to the routers of others
from xingzhi.api.ahead import router as ahead
from xingzhi.api.batches import router as batches
from xingzhi.api.clues import router as clues
from xingzhi.api.clusters import router as clusters
from xingzhi.api.collecting import router as collecting
from xingzhi.api.documents import router as documents
from xingzhi.api.high_value import router as high_value
from xingzhi.api.indicators import router as indicators
from xingzhi.api.jobs import router as jobs
from xingzhi.api.marks import router as marks
from xingzhi.api.notices import router as notices
from xingzhi.api.parties import router as parties
from xingzhi.api.plan_tasks import router as plan_tasks
from xingzhi.api.registers import router as registers
from xingzhi.api.releases import router as releases
from xingzhi.api.site import api
from xingzhi.api.summaries import router as summaries
from xingzhi.api.system import router as system
from xingzhi.api.tasks import router as tasks

__all__ = ["api"]

api.add_router("/registers", registers)
api.add_router("/parties", parties)
api.add_router("/batches", batches)
api.add_router("/jobs", jobs)
api.add_router("/clues", clues)
api.add_router("/clusters", clusters)
api.add_router("/indicators", indicators)
api.add_router("/releases", releases)
api.add_router("/documents", documents)
api.add_router("", high_value)
api.add_router("", ahead)
api.add_router("/tasks", tasks)
api.add_router("/summaries", summaries)
api.add_router("/marks", marks)
api.add_router("/notices", notices)
api.add_router("/plan-tasks", plan_tasks)
api.add_router("/collection", collecting)
api.add_router("", system)


@api.get("/openapi.json", include_in_schema=False, url_name="openapi-json")
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API."""
    return Response(api.get_openapi_schema())
