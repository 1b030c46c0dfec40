"""Addresses of releases, and of what everybody may read."""

from django.urls import path

from xingzhi.web.views.publish import changing, files, listing, public, release

urlpatterns = [
    path("releases/", listing.release_list, name="release-list"),
    path("releases/<int:release_id>/", release.release, name="release"),
    path("releases/<int:release_id>/move/<str:name>/", changing.move, name="release-move"),
    path("releases/<int:release_id>/edit/<str:what>/", changing.edit, name="release-edit"),
    path("releases/<int:release_id>/discard/", changing.discard, name="release-discard"),
    path("releases/<int:release_id>/verify/", changing.verify, name="release-verify"),
    path("releases/<int:release_id>/files/<str:name>", files.release_file, name="release-file"),
    path("indicators/<str:name>/brief/", files.brief, name="indicator-brief"),
    path("public/releases/", public.public_list, name="public-release-list"),
    path("public/releases/catalog.jsonld", public.public_catalog, name="public-release-catalog"),
    path("public/releases/<int:release_id>/", public.public_release, name="public-release"),
    path("public/releases/<int:release_id>/files/<str:name>", public.public_file, name="public-release-file"),
]
