"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily

urlpatterns = [*daily.urlpatterns, *change.urlpatterns, *collection.urlpatterns]
