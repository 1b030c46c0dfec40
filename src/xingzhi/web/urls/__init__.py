"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, daily

urlpatterns = [*daily.urlpatterns, *change.urlpatterns]
