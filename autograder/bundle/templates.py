"""Fill the templates of what a platform starts."""

from __future__ import annotations

import jinja2


def fill(name: str, **values: object) -> bytes:
    """Return one file's bytes; values in HTML are escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.bundle", "templates"),
        autoescape=lambda template: template is not None and template.endswith(".html.jinja"),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"{name}.jinja").render(**values).encode()
