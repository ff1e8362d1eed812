"""Who runs this process, as the operating system knows it."""

from __future__ import annotations

import getpass
import os


def account() -> str:
    """The name of the account; "?" where there is none."""
    try:
        return getpass.getuser() or "?"
    except (KeyError, OSError):
        return "?"


def full_name() -> str:
    """The person's name in the account, or the account itself where none is entered."""
    try:
        import pwd
    except ImportError:  # Windows has no such list
        return account()
    try:
        entered = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0]
    except KeyError:
        entered = ""
    return entered.replace("&", account().capitalize()).strip() or account()
