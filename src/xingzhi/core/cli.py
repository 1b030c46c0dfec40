"""Commands of the ground: setup, people, worker, log."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from xingzhi.core.start import start


def register(commands: Any) -> None:
    """Add the commands."""
    setup = commands.add_parser("setup", help="设置本局并建立管理员 / set up the office and its first administrator")
    setup.add_argument("--region", required=True, metavar="CODE", help="GB/T 2260 code, for example 152200")
    setup.add_argument("--name", required=True, help="name of the office")
    setup.add_argument("--admin", default="admin", help="user name of the administrator (default admin)")
    setup.add_argument("--password", help="asked for where not given")
    setup.set_defaults(func=run_setup)

    person = commands.add_parser("add-person", help="新增人员 / add a person")
    person.add_argument("username")
    person.add_argument("--role", required=True)
    person.add_argument("--region", required=True, metavar="CODE")
    person.add_argument("--name", default="")
    person.add_argument("--password")
    person.add_argument("--by", default="admin", help="administrator in whose name it is done")
    person.set_defaults(func=run_add_person)

    password = commands.add_parser("set-password", help="重置密码并解除锁定 / set a password and lift a lockout")
    password.add_argument("username")
    password.add_argument("--password", help="asked for where not given")
    password.add_argument("--by", default="admin", help="administrator in whose name it is done")
    password.set_defaults(func=run_set_password)

    worker = commands.add_parser("worker", help="后台工作进程 / do waiting jobs until stopped")
    worker.add_argument("--once", action="store_true", help="stop when no job waits")
    worker.set_defaults(func=run_worker)

    log = commands.add_parser("verify-log", help="校验操作日志 / check the action log's chain")
    log.set_defaults(func=run_verify_log)


def ask_password() -> str:
    """Ask twice on a terminal; elsewhere say which option gives it."""
    if not sys.stdin.isatty():
        raise SystemExit("请用 --password 给出密码（至少 10 位）/ give --password, at least 10 characters")
    first = getpass.getpass("密码（至少 10 位）/ password, at least 10 characters: ")
    if getpass.getpass("再输一遍 / once more: ") != first:
        raise SystemExit("两次输入不一样 / the two differ")
    return first


def run_setup(arguments: argparse.Namespace) -> int:
    """Make the tables, the office and the administrator; done again, it changes the office only."""
    password = arguments.password or ask_password()
    start(migrate=True)
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from xingzhi.core.models import Role, User
    from xingzhi.core.office import set_up_office
    from xingzhi.packs import load

    path = load().regions.by_code(arguments.region)
    if path is None:
        print(f"没有区划代码 {arguments.region} / no such division code", file=sys.stderr)
        return 2
    admin = User.objects.filter(username=arguments.admin).first()
    if admin is None:
        admin = User(username=arguments.admin, role=Role.ADMINISTRATOR, region=path)
        try:
            validate_password(password, admin)
        except ValidationError as refused:
            print("；".join(refused.messages), file=sys.stderr)
            return 2
        admin.set_password(password)
        admin.save()
    set_up_office(admin, path, arguments.name)
    print(f"{arguments.name}（{load().regions.full_name(path)}）")
    return 0


def run_add_person(arguments: argparse.Namespace) -> int:
    """Add a person in an administrator's name."""
    start()
    from django.core.exceptions import PermissionDenied, ValidationError

    from xingzhi.core.models import Role, User
    from xingzhi.core.office import add_person
    from xingzhi.packs import load

    path = load().regions.by_code(arguments.region)
    by = User.objects.filter(username=arguments.by).first()
    if path is None or by is None or arguments.role not in Role.values:
        print(f"地区、管理员或角色不对；角色有 / roles: {', '.join(Role.values)}", file=sys.stderr)
        return 2
    try:
        add_person(
            by,
            username=arguments.username,
            password=arguments.password or ask_password(),
            role=arguments.role,
            region=path,
            full_name=arguments.name,
        )
    except (PermissionDenied, ValidationError) as refused:
        print(f"未新增 / refused: {refused}", file=sys.stderr)
        return 2
    print(f"已新增 / added: {arguments.username}（{load().regions.full_name(path)}）")
    return 0


def run_set_password(arguments: argparse.Namespace) -> int:
    """Set a person's password in an administrator's name."""
    start()
    from django.core.exceptions import PermissionDenied, ValidationError

    from xingzhi.core.models import User
    from xingzhi.core.office import set_password

    by = User.objects.filter(username=arguments.by).first()
    person = User.objects.filter(username=arguments.username).first()
    if by is None or person is None:
        print("没有这个用户 / no such user", file=sys.stderr)
        return 2
    try:
        set_password(by, person.pk, arguments.password or ask_password())
    except (PermissionDenied, ValidationError) as refused:
        print(f"未设置 / refused: {refused}", file=sys.stderr)
        return 2
    return 0


def run_worker(arguments: argparse.Namespace) -> int:
    """Do jobs."""
    start()
    from xingzhi.core.worker import work

    work(once=arguments.once)
    return 0


def run_verify_log(arguments: argparse.Namespace) -> int:
    """Say whether the log is whole; exit code 1 where it is not."""
    start()
    from xingzhi.core.log import verify

    verdict = verify()
    if verdict.sound:
        print(f"操作日志完整，共 {verdict.entries} 条 / the log is sound, {verdict.entries} entries")
        return 0
    print(
        f"操作日志在第 {verdict.broken_at} 条处不完整（{verdict.reason}）/ broken at entry {verdict.broken_at}",
        file=sys.stderr,
    )
    return 1
