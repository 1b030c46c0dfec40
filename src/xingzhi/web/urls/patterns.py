"""Addresses of the findings on bad-faith filings and of the office's own lists of names."""

from django.urls import path

from xingzhi.web.views.patterns import finding, listing, names

urlpatterns = [
    path("gazettes/patterns/", listing.findings, name="patterns"),
    path("gazettes/patterns/search/", listing.search, name="patterns-search"),
    path("gazettes/patterns/follow/", listing.follow, name="patterns-follow"),
    path("gazettes/patterns/<int:finding_id>/", finding.finding_page, name="pattern"),
    path("gazettes/patterns/<int:finding_id>/move/", finding.move, name="pattern-move"),
    path("gazettes/patterns/names/", names.names, name="pattern-names"),
    path("gazettes/patterns/names/add/", names.add, name="pattern-names-add"),
    path("gazettes/patterns/names/drop/", names.drop, name="pattern-names-drop"),
]
