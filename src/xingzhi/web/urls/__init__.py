"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, official, path, publish, summaries

AREAS = (daily, change, path, collection, publish, official, summaries)
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
