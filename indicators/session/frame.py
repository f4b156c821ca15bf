"""The frame around a page: menu from the files of pages/, light or dark, phone or desk."""

import ast
import logging
import uuid
from pathlib import Path

import streamlit as st

from indicators import charts

_LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parent.parent.parent
ASSETS = ROOT / "indicators" / "assets"
# what the menu calls the folders of pages/
_SECTIONS = {"1_benchmark": "对标", "2_action": "补短", "3_data": "数据"}
# On screens wider than the design everything grows alike, so that it reads from three metres.
_GROW = "<style>@media (min-width: 1367px) {html {font-size: min(22.4px, 1.1713vw)}}</style>"
_WATCH = """
export default function ({ parentElement, data, setStateValue }) {
  const probe = parentElement.querySelector("span");
  const pen = document.createElement("canvas").getContext("2d");
  let { mode, scale } = data;
  const look = () => {
    pen.fillStyle = getComputedStyle(probe).getPropertyValue("--st-background-color");
    const now = parseInt(pen.fillStyle.slice(1, 3), 16) < 128 ? "dark" : "light";
    const grown = Math.round(Math.min(1.4, Math.max(1, window.innerWidth / 1366)) * 100) / 100;
    if (now !== mode) { mode = now; setStateValue("mode", mode); }
    if (grown !== scale) { scale = grown; setStateValue("scale", scale); }
  };
  look();
  const timer = setInterval(look, 500);
  return () => clearInterval(timer);
}
"""


def pages() -> dict[str, list[st.Page]]:
    """The menu by section; the first entry is the home page."""
    found: dict[str, list[st.Page]] = {}
    for number, (path, name, title, tooltip) in enumerate(menu(ROOT / "pages")):
        page = st.Page(path, title=title, help=tooltip or None, url_path=name, default=number == 0)
        found.setdefault(_SECTIONS.get(path.parent.name, path.parent.name), []).append(page)
    return found


def menu(folder: Path) -> list[tuple[Path, str, str, str]]:
    """Every script of a folder's sections as (path, address, title, tooltip), in menu order.

    Title and tooltip are the first line and the rest of the script's docstring.
    """
    return [_entry(path) for path in sorted(folder.glob("*/*.py"))]


def phone() -> bool:
    """Whether the browser says it is a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def palette() -> charts.Palette:
    """The chart colours of the theme now on screen."""
    return charts.palette(dark=_mode() == "dark")


def scale() -> float:
    """How much larger than the 1366-pixel design charts are drawn: 1 to 1.4."""
    return 1.0 if phone() else _watched().get("scale") or 1.0


def run(page: st.Page) -> None:
    """Run a page; whatever goes wrong becomes a sentence with a number to look for in the log."""
    try:
        page.run()
    except Exception:  # noqa: BLE001 - the last stop before the user
        number = uuid.uuid4().hex[:8]
        _LOG.exception("page %s failed, error %s", page.url_path, number)
        st.error(
            f"这一页没有画出来，数据没有受影响。请刷新重试；仍不行时把编号{number}告诉管理员。"
        )


def look() -> dict:
    """What every chart of this run is drawn with: palette, phone layout, scale."""
    return {"palette": palette(), "phone": phone(), "scale": scale()}


def fit_screen() -> None:
    """Grow with the screen, and rerun when size or light and dark change, so charts follow."""
    st.html(_GROW)
    watch = st.components.v2.component("screen", html="<span></span>", js=_WATCH)
    with st.container(width="content"):
        # the browser answers only where it is not what this run was drawn for
        watch(
            key="screen",
            data={"mode": _mode(), "scale": scale()},
            on_mode_change=lambda: None,
            on_scale_change=lambda: None,
        )


def _mode() -> str:
    return _watched().get("mode") or st.context.theme.type or "light"


def _watched() -> dict:
    return st.session_state.get("screen") or {}


def _entry(path: Path) -> tuple[Path, str, str, str]:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or path.stem
    title, _, rest = docstring.partition("\n")
    return path, path.stem.partition("_")[2], title, rest.strip()
