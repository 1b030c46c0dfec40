"""Addresses of the office's own papers."""

from django.urls import path

from xingzhi.web.views.documents import deputies, editing, files, listing, moving, opinions, paper, proving

urlpatterns = [
    path("documents/", listing.document_list, name="document-list"),
    path("documents/deputies/", deputies.deputies, name="document-deputies"),
    path("documents/<int:paper_id>/", paper.document, name="document"),
    path("documents/<int:paper_id>/edit/", editing.edit, name="document-edit"),
    path("documents/<int:paper_id>/frame/", editing.frame, name="document-frame"),
    path("documents/<int:paper_id>/sentences/<int:sentence>/", proving.sentence, name="document-sentence"),
    path("documents/<int:paper_id>/versions/<int:before>/<int:after>/", paper.versions, name="document-versions"),
    path("documents/<int:paper_id>/move/<str:name>/", moving.move, name="document-move"),
    path("documents/<int:paper_id>/file/<str:which>.docx", files.document_file, name="document-file"),
    path("documents/<int:paper_id>/verify/", files.verify, name="document-verify"),
    path("documents/opinions/<int:opinion_id>/", opinions.opinion, name="document-opinion"),
    path("documents/received/<int:recipient_id>/", opinions.receipt, name="document-receipt"),
]
