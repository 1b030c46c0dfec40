"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, path, publish

AREAS = (daily, change, path, collection, publish)
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
