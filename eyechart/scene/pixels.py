"""Picture bytes from outside, made into pixels without trusting them.

A model's picture is hostile until decoded: its size is read from the header and bounded first, only
PNG, JPEG, WebP and GIF are opened (by content, never by name), and anything else is `Unreadable`.
"""

import io
import warnings

import numpy as np
import numpy.typing as npt
from PIL import Image

from eyechart.errors import Unreadable

__all__ = ["MAX_PIXELS", "RGB", "decoded", "encoded"]

RGB = npt.NDArray[np.uint8]
"""A picture: (H, W, 3) uint8, red first."""

MAX_PIXELS = 4096 * 4096
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def decoded(data: bytes, *, background: tuple[int, int, int] = (255, 255, 255)) -> RGB:
    """Bytes to (H, W, 3) uint8; transparency is laid on `background`.

    Raises `Unreadable` if the bytes are no picture, or more than `MAX_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise Unreadable(f"picture of {picture.width}x{picture.height} px is too large")
        if picture.mode == "RGB":
            return np.array(picture)
        layer = picture.convert("RGBA")
    except Unreadable:
        raise
    except Exception as error:  # Pillow raises a dozen kinds on hostile bytes
        raise Unreadable(f"not a picture: {error}") from error
    if layer.getchannel("A").getextrema() == (255, 255):
        return np.array(layer.convert("RGB"))
    ground = Image.new("RGBA", layer.size, (*background, 255))
    return np.array(Image.alpha_composite(ground, layer).convert("RGB"))


def encoded(rgb: RGB, kind: str = "PNG", quality: int = 95) -> bytes:
    """Pixels to PNG (fast, lossless), JPEG or WebP bytes."""
    out = io.BytesIO()
    options = {"compress_level": 1} if kind == "PNG" else {"quality": quality}
    Image.fromarray(rgb).save(out, kind, **options)
    return out.getvalue()
