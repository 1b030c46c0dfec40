"""Addresses of notices, their review, and the units they name."""

from django.urls import path

from xingzhi.web.views.plan_notices import notices, review, units

urlpatterns = [
    path("plans/notices/", notices.notice_list, name="notice-list"),
    path("plans/notices/upload/", notices.upload, name="notice-upload"),
    path("plans/notices/<int:notice_id>/", notices.notice, name="notice"),
    path("plans/notices/<int:notice_id>/read/", notices.read_again, name="notice-read"),
    path("plans/notices/<int:notice_id>/settle/", notices.settle, name="notice-settle"),
    path("plans/notices/<int:notice_id>/file/", notices.received, name="notice-file"),
    path("plans/notices/pieces/<int:piece_id>/", review.decide, name="notice-piece"),
    path("plans/units/", units.unit_list, name="plan-units"),
    path("plans/units/change/", units.change, name="plan-unit-change"),
]
