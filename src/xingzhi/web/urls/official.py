"""Addresses of figures received from above: why ours differs, which is used, and those no indicator has a name for."""

from django.urls import path

from xingzhi.web.views import official, official_posts, official_unmatched

urlpatterns = [
    path("indicators/official/unmatched/", official_unmatched.unmatched, name="official-unmatched"),
    path("indicators/<str:name>/official/", official.official_figure, name="official-figure"),
    path("indicators/<str:name>/official/explain/", official_posts.explain, name="official-explain"),
    path("indicators/<str:name>/official/choose/", official_posts.choose, name="official-choose"),
]
