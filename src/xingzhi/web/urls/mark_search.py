"""Addresses of the search for marks."""

from django.urls import path

from xingzhi.web.views.marks import beside, indexing, pictures, report, saved, search

urlpatterns = [
    path("marks/search/", search.search, name="mark-search"),
    path("marks/search/beside/", beside.beside, name="mark-beside"),
    path("marks/search/index/", indexing.index, name="mark-index"),
    path("marks/search/picture/", pictures.upload, name="mark-picture"),
    path("marks/search/picture/<str:digest>/", pictures.asked, name="mark-asked-picture"),
    path("marks/search/picture/<str:digest>/words/", pictures.read_words, name="mark-picture-words"),
    path("marks/search/save/", saved.save, name="mark-search-save"),
    path("marks/search/saved/<int:saved_id>/", saved.saved, name="mark-search-saved"),
    path("marks/search/report/", report.report, name="mark-search-report"),
    path("marks/drawings/", pictures.drawings, name="mark-drawings"),
    path("marks/drawings/<int:record_id>/", pictures.drawing, name="mark-drawing"),
]
