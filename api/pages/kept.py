"""Bodies of pages that look the same to everybody: written once for each state of the store."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from api.pages.shell import templates


def body(name: str, **told: Any) -> Markup:
    """A template without a frame, ready to stand in one; it must not depend on who looks, save by what is `told`."""
    return Markup(templates().get_template(name).render(told))  # noqa: S704 - Jinja has escaped what stands in it
