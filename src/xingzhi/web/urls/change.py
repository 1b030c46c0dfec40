"""Addresses of why a figure changed."""

from django.urls import path

from xingzhi.web.views import change, change_records

urlpatterns = [
    path("indicators/<str:name>/change/", change.change, name="indicator-change"),
    path("indicators/<str:name>/change/records/", change_records.change_records, name="indicator-change-records"),
]
