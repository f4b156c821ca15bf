"""The frame around a page: menu from the files of pages/, light or dark, phone or desk."""

import ast
from pathlib import Path

import streamlit as st

from indicators import charts

ROOT = Path(__file__).parent.parent.parent
ASSETS = ROOT / "indicators" / "assets"
_WATCH = """
export default function ({ parentElement, setStateValue }) {
  const lightness = () => {
    const probe = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(parentElement.querySelector("span"));
    probe.fillStyle = style.getPropertyValue("--st-background-color");
    return parseInt(probe.fillStyle.slice(1, 3), 16);
  };
  let last;
  const look = () => {
    const mode = lightness() < 128 ? "dark" : "light";
    if (mode !== last) { last = mode; setStateValue("mode", mode); }
  };
  look();
  const timer = setInterval(look, 500);
  return () => clearInterval(timer);
}
"""


def pages() -> list[st.Page]:
    """The menu; the first entry is the home page."""
    return [
        st.Page(path, title=title, help=tooltip or None, url_path=name, default=number == 0)
        for number, (path, name, title, tooltip) in enumerate(menu(ROOT / "pages"))
    ]


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
    mode = st.session_state.get("theme_watch", {}).get("mode") or st.context.theme.type
    return charts.palette(dark=mode == "dark")


def theme_watch() -> None:
    """Rerun the page when the viewer switches between light and dark, so charts follow."""
    watch = st.components.v2.component("theme_watch", html="<span></span>", js=_WATCH)
    watch(key="theme_watch", on_mode_change=lambda: None)


def _entry(path: Path) -> tuple[Path, str, str, str]:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or path.stem
    title, _, rest = docstring.partition("\n")
    return path, path.stem.partition("_")[2], title, rest.strip()
