"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, path

urlpatterns = [*daily.urlpatterns, *change.urlpatterns, *path.urlpatterns, *collection.urlpatterns]
