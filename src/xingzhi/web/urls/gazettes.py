"""Addresses of gazettes compared with the watch list, their leads and letters."""

from django.urls import path

from xingzhi.web.views.gazettes import lead, leads, letters, lists, watch

urlpatterns = [
    path("gazettes/", lists.gazettes, name="gazettes"),
    path("gazettes/compare/", lists.compare, name="gazette-compare"),
    path("gazettes/lists/<int:gazette_id>/", lists.gazette, name="gazette"),
    path("gazettes/leads/", leads.lead_list, name="gazette-leads"),
    path("gazettes/leads/letters/", letters.letters, name="gazette-letters"),
    path("gazettes/leads/<int:lead_id>/", lead.lead_page, name="gazette-lead"),
    path("gazettes/leads/<int:lead_id>/move/", lead.move, name="gazette-lead-move"),
    path("gazettes/watch/", watch.watch_page, name="gazette-watch"),
    path("gazettes/watch/switch/", watch.switch, name="gazette-watch-switch"),
    path("gazettes/watch/places/", watch.places, name="gazette-watch-places"),
]
