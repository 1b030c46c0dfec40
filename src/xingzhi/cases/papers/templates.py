"""Which template a paper is printed from: the office's newest that was not withdrawn, else the default one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from xingzhi.cases.papers.checking import examine
from xingzhi.cases.papers.forms import default_template
from xingzhi.cases.papers.models import PaperTemplate
from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.core.office import office_path, sees_all
from xingzhi.files import keep_file
from xingzhi.packs import load
from xingzhi.packs.documents import PaperForm

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class TemplateLost(RuntimeError):
    """The file of the template in use is gone or was changed outside the program; it must be loaded again."""


@dataclass(frozen=True)
class InUse:
    """The template a paper is printed from; `loaded` is None for the default one."""

    form: PaperForm
    loaded: PaperTemplate | None

    @property
    def ref(self) -> str:
        """How a log entry names it: "notice@<digest>", or the pack for the default one."""
        return self.loaded.ref if self.loaded else pack_ref(self.form)

    def content(self) -> bytes:
        """The DOCX; raise `TemplateLost` where the file is not what was loaded."""
        return kept(self.loaded) if self.loaded else default_template(self.form)


def form_of(form_id: str) -> PaperForm:
    """The paper of that id; `KeyError` where no pack declares it."""
    return load().papers[form_id]


def pack_ref(form: PaperForm) -> str:
    """The pack that words a paper."""
    return next(document.ref for document in load().of_kind("documents") if document.body is form.pack)


def in_use(form_id: str) -> InUse:
    """The template of a paper that is in use; a template holds no record, so it is the same for all readers."""
    newest = PaperTemplate.objects.filter(form=form_id, withdrawn=False).order_by("-id").first()
    return InUse(form_of(form_id), newest)


def kept(template: PaperTemplate) -> bytes:
    """A loaded file as it was loaded; raise `TemplateLost` where it is gone or another."""
    try:
        content = template.path.read_bytes()
    except OSError as error:
        raise TemplateLost(template.file_name) from error
    if hashlib.sha256(content).hexdigest() != template.digest:
        raise TemplateLost(template.file_name)
    return content


@action("load_template", zh="载入文书模板", en="Load a paper template", roles=KEEPERS)
def load_template(act: Act, form_id: str, content: bytes, file_name: str) -> PaperTemplate:
    """Keep a DOCX and print the paper from it from now on; raise `PaperRefused` where it cannot be used.

    Only for people who see all of the office, since everybody prints from it.
    """
    if not sees_all(act.user):
        raise PermissionDenied("load_template")
    examine(form_of(form_id), content)
    template = PaperTemplate(
        region=office_path(),
        form=form_id,
        digest=hashlib.sha256(content).hexdigest(),
        file_name=Path(file_name.replace("\\", "/")).name[-200:],
        loaded_by=act.user,
    )
    keep_file(content, template.path)
    template.save()
    act.on("paper_template", template.pk, template.region, form=form_id, digest=template.digest)
    return template


@action("withdraw_template", zh="停用文书模板", en="Withdraw a paper template", roles=KEEPERS)
def withdraw_template(act: Act, template_id: int) -> PaperTemplate:
    """Go back to the default: the template and those before it of its paper are used no longer."""
    mine = PaperTemplate.objects.visible_to(act.user).select_for_update()
    template: PaperTemplate = get_object_or_404(mine, pk=template_id)
    mine.filter(form=template.form, pk__lte=template.pk).update(withdrawn=True)
    template.refresh_from_db()
    act.on("paper_template", template.pk, template.region, form=template.form, digest=template.digest)
    return template
