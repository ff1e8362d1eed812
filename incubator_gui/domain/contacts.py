"""E-mail addresses, phone numbers, web addresses: checked, and made comparable."""

from __future__ import annotations

import re
import unicodedata

from incubator_gui.core.messages import Message, msg

_EMAIL = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]{1,62}\Z")
_ANGLES = re.compile(r"[^<>]*<\s*([^<>\s]+@[^<>\s]+)\s*>\Z")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]{1,62}\Z")
_EXTENSION = re.compile(r"(?:\b(?:ext|extension|durchwahl|dw|转|x)\.?\s*\d{1,6})\Z", re.IGNORECASE)
_PATH = re.compile(r"[/?#\\]")
_PORT = re.compile(r":[0-9]*\Z")
_NO_DIGIT = re.compile(r"[^0-9]+")
_TRUNK = re.compile(r"\(\s*0\s*\)")

_FREE_MAIL = (
    "gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de live.com live.cn live.de msn.com "
    "yahoo.com yahoo.de yahoo.co.uk yahoo.cn yahoo.com.cn ymail.com icloud.com me.com mac.com aol.com "
    "gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de online.de posteo.de mailbox.org "
    "a1.net aon.at chello.at bluewin.ch proton.me protonmail.com zoho.com mail.com mail.ru yandex.ru yandex.com "
    "qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net vip.163.com sina.com sina.cn vip.sina.com sohu.com "
    "139.com 189.cn wo.cn 21cn.com tom.com aliyun.com hey.com fastmail.com orange.fr free.fr")
FREE_MAIL = frozenset(_FREE_MAIL.split())
"""Providers whose addresses say nothing about the company."""

_PREFIXES = {"CN": "86", "DE": "49", "AT": "43", "CH": "41"}

_SHARED_HOSTS = (
    "linkedin.com facebook.com instagram.com twitter.com x.com youtube.com github.com github.io gitlab.com "
    "medium.com notion.site notion.so crunchbase.com xing.com weibo.com weixin.qq.com mp.weixin.qq.com zhihu.com "
    "bilibili.com apps.apple.com itunes.apple.com play.google.com sites.google.com docs.google.com google.com "
    "wixsite.com wordpress.com blogspot.com tumblr.com linktr.ee angel.co producthunt.com vercel.app "
    "netlify.app herokuapp.com taobao.com tmall.com 1688.com jd.com baidu.com")
SHARED_HOSTS = frozenset(_SHARED_HOSTS.split())
"""Hosts under which many companies have a page."""


def tidy_email(text: str) -> str:
    """The address alone: without display name, `mailto:` and full-width signs."""
    text = unicodedata.normalize("NFKC", text).strip().rstrip(".,;")
    if found := _ANGLES.match(text):
        text = found[1]
    return text.removeprefix("mailto:").strip()


def email_problem(address: str) -> Message | None:
    """Why this is no e-mail address; None when it is one."""
    if address.count("@") > 1 and re.search(r"[\s,;/、]", address):
        return msg("“{text}” holds several addresses; keep one", text=address[:80])
    if len(address) > 254 or not _EMAIL.match(address) or ".." in address:
        return msg("“{text}” is not an e-mail address", text=address[:80])
    return None


def email_domain(address: str) -> str:
    """The domain that stands for the company; empty for free providers."""
    domain = address.rpartition("@")[2].strip().rstrip(".").lower()
    return "" if domain in FREE_MAIL or "." not in domain else domain.removeprefix("mail.")


def tidy_url(text: str) -> str:
    """The address with its scheme; an empty scheme alone is nothing."""
    text = unicodedata.normalize("NFC", text).strip()
    if re.fullmatch(r"https?:?/*(?:www\.?)?", text, re.IGNORECASE):
        return ""
    if re.match(r"https?:/*", text, re.IGNORECASE):
        return re.sub(r"\A(https?):/*", lambda found: found[1].lower() + "://", text, flags=re.IGNORECASE)
    if text.startswith("//"):
        return "https:" + text
    if _SCHEME.match(text) and not re.match(r"[^/\s]+:\d+(?:/|\Z)", text):
        return text
    return "https://" + text if text else ""


def url_problem(url: str) -> Message | None:
    """Why this is no web address; None when it is one."""
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return msg("“{text}” does not begin with http or https", text=url[:80])
    if re.search(r"\s", url):
        return msg("“{text}” holds blanks or several addresses; keep one", text=url[:80])
    if not _HOST.match(host_of(url)):
        return msg("“{text}” is not a web address", text=url[:80])
    return None


def host_of(url: str) -> str:
    """The host without `www.`, user and port, in lower case; empty when there is none."""
    rest = url.partition("://")[2] if "://" in url else url.removeprefix("//")
    host = _PATH.split(rest, maxsplit=1)[0].rpartition("@")[2]
    return _PORT.sub("", host).rstrip(".").lower().removeprefix("www.")


def is_shared_host(host: str) -> bool:
    """Whether many companies have a page at this host."""
    while host:
        if host in SHARED_HOSTS:
            return True
        host = host.partition(".")[2]
    return False


def phone_digits(text: str, country: str = "") -> str:
    """The digits that tell numbers apart: without +, 00, trunk zero and extension.

    `+86 21 1234`, `0086-21-1234` and, in a Chinese record, `021-1234` come out alike.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _EXTENSION.sub("", _TRUNK.sub("", text).strip().lstrip("'’"))
    international = text.lstrip(" (").startswith("+")
    digits = _NO_DIGIT.sub("", text)
    if digits.startswith("00") and not international:
        digits, international = digits[2:], True
    if international:
        for prefix in ("86", "49", "43", "41"):
            if digits.startswith(prefix + "0"):
                return prefix + digits[len(prefix) + 1:]
        return digits
    if prefix := _PREFIXES.get(country, ""):
        return prefix + digits.removeprefix("0")
    if len(digits) == 11 and digits.startswith("1"):  # mobile numbers of China have this form and no other
        return "86" + digits
    return digits.removeprefix("0")


def phone_problem(text: str) -> Message | None:
    """Why this is no phone number; None when it may be one."""
    if sum(char.isdigit() for char in text) < 3:
        return msg("“{text}” is not a phone number", text=text[:60])
    return None
