"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, documents, notices, path, publish, summaries

AREAS = (daily, change, path, collection, publish, summaries, notices, documents)
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
