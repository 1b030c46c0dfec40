"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, path, publish, summaries

AREAS = (daily, change, path, collection, publish, summaries)
from xingzhi.web.urls import change, collection, daily, notices, path, publish

AREAS = (daily, change, path, collection, publish, notices)
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
