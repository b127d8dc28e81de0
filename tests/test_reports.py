"""The chart as a picture, and the sample report: made as its page says, and looked at in a browser."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from timeline import build
from timeline.export.image import WIDTHS, to_image
from timeline.model import Timeline

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
BEGINNINGS = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg", "pdf": b"%PDF"}
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("story") / "story.db"
    build([ROOT / "seeds" / "articles"], store)
    return store


def export(story: Path, *options: object, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "timeline", "export", "--db", story, *map(str, options)],
        capture_output=True,
        timeout=150,
        check=False,
        env=os.environ | surroundings,
    )


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("kind", BEGINNINGS)
def test_a_picture_begins_as_its_format_does(story: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"chart.{kind}"
    done = export(story, "--format", kind, "--output", target, "--width", 900)
    assert (done.returncode, done.stderr) == (0, b"")
    assert target.read_bytes().startswith(BEGINNINGS[kind])
    if kind == "png":
        assert int.from_bytes(target.read_bytes()[16:20], "big") == 1800
    if kind == "svg":
        drawn = etree.fromstring(target.read_bytes())
        assert drawn.get("width") == "900"
        assert "Defence ministers meet in Tehran" in "".join(drawn.itertext())


def test_without_a_browser_one_sentence_says_what_to_do(story: Path, tmp_path: Path) -> None:
    done = export(story, "--format", "png", "--output", tmp_path / "chart.png", BROWSER_PATH=str(tmp_path / "no-such-browser"))
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1].startswith("Error: --format png: a picture needs Chrome or Chromium")
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "chart.png").exists()


def test_a_browser_that_dies_is_one_sentence_too(story: Path, tmp_path: Path) -> None:
    done = export(story, "--format", "pdf", "--output", tmp_path / "chart.pdf", BROWSER_PATH="/bin/true")
    assert done.returncode == 2
    assert b"the browser did not draw the picture" in done.stderr
    assert b"Traceback" not in done.stderr


def test_how_the_browser_s_pipe_closed_is_nobody_s_business(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def draw(*_: object, **__: object) -> bytes:
        logging.getLogger("choreographer.channels.pipe").error("JSONError decoding message. Ignoring")
        return b"%PDF"

    monkeypatch.setattr("kaleido.calc_fig_sync", draw)
    assert to_image(Timeline(), "pdf") == b"%PDF"
    assert not caplog.records


@pytest.mark.parametrize("width", [0, WIDTHS[0] - 1, WIDTHS[1] + 1])
def test_a_width_out_of_range_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match="is not a width from"):
        to_image(Timeline(), "png", width=width)


@pytest.mark.browser
@needs_chromium
def test_the_sample_report_shows_its_chart_on_the_screen_and_on_paper(tmp_path: Path) -> None:
    api = pytest.importorskip("playwright.sync_api")
    here = Path(sys.executable).parent
    target = tmp_path / "report"
    subprocess.run(
        [ROOT / "docs" / "sample-report" / "make", target],
        check=True,
        capture_output=True,
        timeout=200,
        env=os.environ | {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}"},
    )
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((target / "report.html").as_uri())
        page.frame_locator("iframe").locator("#chart svg:visible").wait_for()
        assert not page.locator("figure img").is_visible()
        page.emulate_media(media="print")
        assert not page.locator("iframe").is_visible()
        assert page.locator("figure img").evaluate("image => image.complete && image.naturalWidth") == 1100
        browser.close()


def test_the_links_of_the_sample_report_are_what_its_script_makes() -> None:
    folder = ROOT / "docs" / "sample-report"
    page, script = ((folder / name).read_text(encoding="utf-8") for name in ("report.html", "make"))
    kinds = {kind for line in re.findall(r"^for kind in (.*); do", script, re.MULTILINE) for kind in line.split()} | {"svg"}
    assert {f"timeline.{kind}" for kind in kinds} == set(re.findall(r'(?:src|href)="([^"]+)"', page))
