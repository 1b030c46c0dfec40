"""Bring Django up inside a command."""

from __future__ import annotations

import django


def start(*, migrate: bool = False) -> None:
    """Make models usable; with `migrate`, bring the database's tables up to date first."""
    django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
