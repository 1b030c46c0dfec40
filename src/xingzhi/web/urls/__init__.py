"""Addresses of the pages, by area."""

from xingzhi.web.urls import change, collection, daily, path

urlpatterns = [*daily.urlpatterns, *change.urlpatterns, *path.urlpatterns, *collection.urlpatterns]
urlpatterns = [*daily.urlpatterns, *change.urlpatterns, *collection.urlpatterns]
from xingzhi.web.urls import daily, publish

urlpatterns = [*daily.urlpatterns, *publish.urlpatterns]
from xingzhi.web.urls import change, collection, daily, publish

urlpatterns = [*daily.urlpatterns, *change.urlpatterns, *collection.urlpatterns, *publish.urlpatterns]
