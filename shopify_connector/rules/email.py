# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Email addresses as they are compared and exported (C4, C11)."""

import re

_QUOTED_NAME = re.compile(r'"(?:[^"\\]|\\.)*"')
_CANDIDATE = re.compile(r'[^\s<>,;:"()\[\]]*@[^\s<>,;:"()\[\]]*')
_LOCAL = re.compile(r"[^.@]+(?:\.[^.@]+)*")
_LABEL = r"[^\W_](?:[^\W_]|-)*(?<!-)"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_MAX_LOCAL = 64
_MAX_ADDRESS = 254


def normalise_email(text: str) -> str:
    """Give the form in which email addresses compare (C4).

    The outcome is that of Odoo's ``email_normalized``: trimmed, lower case (a local part with
    letters beyond ASCII keeps its case), without the name in ``Name <a@b.example>``, and the
    first one of several.

    :param text: what a person or Shopify wrote as email
    :return: the comparable address; "" when there is none or the first one is not valid
    """
    found = _CANDIDATE.search(_QUOTED_NAME.sub(" ", text))
    if not found or len(found[0]) > _MAX_ADDRESS:
        return ""
    local, _, domain = found[0].rpartition("@")
    if len(local) > _MAX_LOCAL or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return ""
    return f"{local.lower() if local.isascii() else local}@{domain.lower()}"
