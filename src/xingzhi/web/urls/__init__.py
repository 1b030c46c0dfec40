"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, path, plan, publish, summaries

AREAS = (daily, change, path, collection, plan, publish, summaries)
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
