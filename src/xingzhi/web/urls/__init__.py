"""Addresses of the pages, by area."""

from xingzhi.web.urls import daily

urlpatterns = [*daily.urlpatterns]
