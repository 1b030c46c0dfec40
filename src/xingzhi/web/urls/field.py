"""Addresses of field checks, pictures of signs, the office's words, and brands that are cultivated."""

from django.urls import path

from xingzhi.web.views import staff_words
from xingzhi.web.views.brands import brand, brands, renewals
from xingzhi.web.views.field import check, checks, pictures

urlpatterns = [
    path("field/", checks.checks, name="field-checks"),
    path("field/<int:check_id>/", check.check_page, name="field-check"),
    path("field/<int:check_id>/judge/", check.judge, name="field-check-judge"),
    path("field/<int:check_id>/again/", check.again, name="field-check-again"),
    path("field/<int:check_id>/move/", check.move, name="field-check-move"),
    path("field/<int:check_id>/photo/<slug:which>/", check.photo, name="field-check-photo"),
    path("field/signs/", pictures.pictures, name="field-sign-pictures"),
    path("field/signs/<slug:name>/<int:record_id>/", pictures.picture, name="field-sign-picture"),
    path("words/", staff_words.words, name="staff-words"),
    path("words/template/", staff_words.template, name="staff-words-template"),
    path("gazettes/lists/<int:gazette_id>/words/", staff_words.in_gazette, name="gazette-words"),
    path("brands/", brands.brands, name="brands"),
    path("brands/<int:brand_id>/step/", brand.step, name="brand-step"),
    path("brands/renewals/", renewals.renewals, name="brand-renewals"),
]
