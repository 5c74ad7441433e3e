"""What the tests of reading share."""

from collections.abc import Callable

import pytest

from eyechart.certify.noise import Wear, worn
from eyechart.item import Response
from eyechart.scene.pixels import RGB, decoded, encoded


def _after(rgb: RGB, wear: Wear) -> RGB:
    response = worn(Response(pictures=(encoded(rgb),)), wear, "draw")
    return decoded(response.pictures[0])


@pytest.fixture
def after() -> Callable[[RGB, Wear], RGB]:
    """A picture after wear."""
    return _after
