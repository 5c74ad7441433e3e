"""Models' names as parts of paths."""

import re

__all__ = ["slug"]


def slug(name: str) -> str:
    """ "openai:org/some-model" to "openai-org-some-model"; never empty."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "model"
