"""Commands of the API: print its description."""

from __future__ import annotations

import argparse
import json
from typing import Any

from xingzhi.core.start import start


def register(commands: Any) -> None:
    """Add `xingzhi api`."""
    api = commands.add_parser("api", help="接口 / the REST API")
    verbs = api.add_subparsers(dest="verb", metavar="VERB", required=True)
    schema = verbs.add_parser("schema", help="打印接口描述（OpenAPI）/ print the OpenAPI description")
    schema.set_defaults(func=run_schema)


def run_schema(arguments: argparse.Namespace) -> int:
    """Print the description as JSON; needs neither an office nor a database."""
    print(description(), end="")
    return 0


def description() -> str:
    """The description of the API as it is printed and kept beside the tests."""
    start()
    from django.urls import get_resolver
    from ninja.responses import NinjaJSONEncoder

    from xingzhi.api.site import api

    assert get_resolver().url_patterns  # the addresses in the description are those under which the site has them
    return (
        json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True, cls=NinjaJSONEncoder) + "\n"
    )
