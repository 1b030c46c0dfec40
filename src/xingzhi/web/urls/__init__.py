"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, notices, path, publish, summaries

AREAS = (daily, change, path, collection, publish, summaries, notices)
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
