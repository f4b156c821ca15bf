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
    probe.fillStyle = getComputedStyle(parentElement.querySelector("span")).getPropertyValue("--st-background-color");
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
    """Every script of pages/<section>/ as a menu entry; its docstring is title and tooltip."""
    files = sorted((ROOT / "pages").glob("*/*.py"))
    return [_page(path, default=number == 0) for number, path in enumerate(files)]


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


def _page(path: Path, *, default: bool) -> st.Page:
    title, _, rest = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")
    name = path.stem.partition("_")[2]
    return st.Page(path, title=title, help=rest.strip() or None, url_path=name, default=default)
