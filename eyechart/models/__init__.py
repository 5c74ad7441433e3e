"""Where answers come from: any OpenAI-compatible endpoint, or a model that is built in."""

from collections.abc import Callable

from eyechart.errors import UnknownName
from eyechart.models.model import AttemptFailed, Model
from eyechart.models.options import Options

__all__ = ["AttemptFailed", "Model", "Options", "get_model"]

BUILT_IN = ("builtin:chance", "builtin:oracle", "builtin:reader")


def get_model(spec: str, options: Options | None = None) -> Model:
    """The model of that name: "openai:NAME", "openai-images:NAME" or one of `BUILT_IN`.

    `options` (default: those in the environment, see `Options`) go with every request over the
    wire.  Raises `UnknownName`, or `UsageError` where a key is missing.
    """
    kind, _, name = spec.partition(":")
    if kind in ("openai", "openai-images") and name:
        from eyechart.models.openai import OpenAIChat, OpenAIImages

        make: Callable[..., Model] = OpenAIChat if kind == "openai" else OpenAIImages
        return make(name, options or Options.from_environment())
    if spec == "builtin:reader":
        from eyechart.models.reader import Reader

        return Reader()
    if spec in BUILT_IN:
        from eyechart.models.builtin import Chance, Oracle

        return Chance() if spec == "builtin:chance" else Oracle()
    raise UnknownName("model", spec, [*BUILT_IN, "openai:NAME", "openai-images:NAME"])
