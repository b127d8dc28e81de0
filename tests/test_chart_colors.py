"""Families stay apart for everybody: by color under full color blindness, on their ground, and by shape where color fails."""

from itertools import combinations

import numpy as np
import pytest

from timeline.chart import TOKENS, Scheme
from timeline.chart.symbols import outline
from timeline.chart.theme import SYMBOLS
from timeline.model import FAMILIES

# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009), severity 1.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
# Ottosson, "A perceptual color space for image processing" (2020).
CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
APART = 0.1
"""Distance in OKLab at which two marks of 12 pixels are told apart at a glance; a just noticeable difference is about 0.02."""


def linear(color: str) -> np.ndarray:
    """The light of a color written as #rrggbb."""
    value = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def seen(color: str, sight: str) -> np.ndarray:
    """A color in OKLab as somebody with that sight sees it."""
    return OKLAB @ np.cbrt(CONES @ np.clip(SIGHT[sight] @ linear(color), 0, 1))


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2."""
    first, second = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(each)) + 0.05 for each in (one, other))
    return second / first


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_families_look_alike(scheme: Scheme, sight: str) -> None:
    near = {
        (one, other): round(float(np.linalg.norm(seen(a, sight) - seen(b, sight))), 3)
        for one, other in combinations(FAMILIES, 2)
        for a, b in [(TOKENS[scheme][f"family-{one}"], TOKENS[scheme][f"family-{other}"])]
    }
    assert min(near.values()) >= APART, min(near.items(), key=lambda pair: pair[1])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mark", [*(f"family-{name}" for name in FAMILIES), "dispute", "when-line", "line-strong", "focus"])
def test_marks_stand_out_from_their_ground(scheme: Scheme, mark: str) -> None:
    assert all(contrast(TOKENS[scheme][mark], TOKENS[scheme][ground]) >= 3 for ground in ("surface", "bg", "weekend"))


def test_where_color_fails_the_shape_tells() -> None:
    assert len({outline(SYMBOLS[name], 12) for name in FAMILIES}) == len(FAMILIES)


def test_the_simulation_does_what_it_says() -> None:
    """Red and green of one lightness are far apart as usual and near each other without the cones for red or green."""
    red, green = "#c04040", "#5a8030"
    apart = {sight: float(np.linalg.norm(seen(red, sight) - seen(green, sight))) for sight in SIGHT}
    assert apart["usual"] > 0.15
    assert max(apart["protanopia"], apart["deuteranopia"]) < 0.5 * apart["usual"]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
