"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily

urlpatterns = [*daily.urlpatterns, *change.urlpatterns, *collection.urlpatterns]
from xingzhi.web.urls import daily, path

urlpatterns = [*daily.urlpatterns, *path.urlpatterns]
