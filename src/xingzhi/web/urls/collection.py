"""Addresses of the collection from banners, zones and other units."""

from django.urls import path

from xingzhi.web.views.collection import reports, returns, rounds, sending, steering, sum_book, units, waiting_list

urlpatterns = [
    path("collection/", rounds.collection, name="collection"),
    path("collection/open/", sending.make, name="collection-open"),
    path("collection/upload/", returns.bring_back, name="collection-upload"),
    path("collection/waiting/", waiting_list.waiting_list, name="collection-waiting"),
    path("collection/waiting/accept/", waiting_list.accept_chosen, name="collection-accept"),
    path("collection/units/", units.units, name="collection-units"),
    path("collection/conflicts/<int:conflict_id>/", returns.decide, name="collection-decide"),
    path("collection/returned/<int:returned_id>/", returns.returned_file, name="collection-returned"),
    path("collection/<int:round_id>/", rounds.round_page, name="collection-round"),
    path("collection/<int:round_id>/change/", steering.change, name="collection-change"),
    path("collection/<int:round_id>/supervision/", rounds.notes, name="collection-supervision"),
    path("collection/<int:round_id>/totals/", sum_book.sum_file, name="collection-totals"),
    path("collection/<int:round_id>/<int:report_id>/", reports.report_page, name="collection-report"),
    path("collection/<int:round_id>/<int:report_id>/try/", reports.attempt, name="collection-try"),
    path("collection/<int:round_id>/<int:report_id>/workbook/", reports.report_workbook, name="collection-workbook"),
]
