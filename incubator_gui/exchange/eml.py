"""Messages as files that a mail program opens as drafts; nothing is ever sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime

from incubator_gui.core.clock import Clock
from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.clean_text import clean_line


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


def mail_draft(address: str, name: str, subject: str, body: str, attachments: Sequence[Attachment] = (), *,
               clock: Clock | None = None) -> bytes:
    """A draft as the bytes of an .eml file, UTF-8 throughout; `X-Unsent` lets mail programs open it for sending.

    Without an address the line "To" stays empty for the person who sends it. Raises Refused for one that is none.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    address, name = clean_line(address), clean_line(name)
    if address:
        user, at, domain = address.rpartition("@")
        try:
            if not at or " " in address:
                raise ValueError(address)
            message["To"] = Address(name, user, _host(domain))
        except (ValueError, IndexError, UnicodeError) as error:
            raise Refused(msg("“{address}” is no e-mail address. Correct it in the letter.", address=address)
                          ) from error
    message["Subject"] = clean_line(subject)
    message["Date"] = format_datetime(localtime(clock.now() if clock is not None else None))
    message["MIME-Version"] = "1.0"
    message.set_content(body, charset="utf-8", cte="base64" if not body.isascii() else "quoted-printable")
    for one in attachments:
        kind, _slash, subtype = one.media_type.partition("/")
        message.add_attachment(one.content, maintype=kind, subtype=subtype or "octet-stream", filename=one.name)
    return message.as_bytes()


def _host(domain: str) -> str:
    """The name of the host as mail programs need it."""
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")
