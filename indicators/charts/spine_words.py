"""What the profile says about a row: verdict, rank and the hover labels of its values."""

from typing import Any

from indicators.charts.canvas import fold
from indicators.charts.palette import stance
from indicators.charts.reading import (
    GREYED,
    Row,
    aside,
    first_reason,
    observation_key,
    said,
    spoken,
    whole,
)

VERDICTS = {
    "ahead": "领先",
    "behind": "落后",
    "level": "持平",
    "undecided": "无法判定",
} | GREYED
# surely between the best and the worst of too few places for a median
BETWEEN = "居中"


def verdict(row: Row) -> str:
    """Return the verdict in words without its symbol; missing and 不可比 rows say why."""
    kind = stance(row)
    why = {"own_missing": said(row, "missing_reason", ""), "incomparable": first_reason(row)}
    between = kind == "level" and row.get("verdict") == BETWEEN
    return "：".join(filter(None, (BETWEEN if between else VERDICTS[kind], why.get(kind, ""))))


def rank(row: Row) -> tuple[str, str]:
    """Return the rank as 6–7 and its /8, or a dash and nothing."""
    best, worst, n = (whole(row.get(f"rank_{part}")) for part in ("best", "worst", "n"))
    if best is None or worst is None or n is None:
        return "—", ""
    return (str(best) if best == worst else f"{best}–{worst}"), f"/{n}"


def has_median(row: Row) -> bool:
    """Tell whether three or more places give the row a middle."""
    ends = (row.get("median_lo"), row.get("median_hi"))
    return (whole(row.get("n_peers")) or 0) > 2 and ends != (None, None)


def median_text(row: Row) -> str:
    """Return the median as written; a dash where too few places give one."""
    return said(row, "median_text") if has_median(row) else "—"


def told(row: Row, own_name: str, group_name: str) -> dict[str, Any]:
    """Return hover and customdata of the own value: the row in full."""
    lines = [
        f"<b>{fold(said(row, 'name', ''))}</b>",
        fold(_own(row, own_name)),
        fold(_median(row, group_name)),
        fold(_rank(row)),
        fold(_change(row)),
        fold(_grounds(row)),
    ]
    hover = "<br>".join(filter(None, lines))
    return {"hover": hover, "data": observation_key(row, "own")}


def told_median(row: Row, group_name: str) -> dict[str, Any]:
    """Return hover and customdata of the median, which comes from many observations."""
    hover = f"<b>{fold(said(row, 'name', ''))}</b><br>{fold(_median(row, group_name))}"
    return {"hover": hover, "data": observation_key(row, "median")}


def told_rank(row: Row) -> dict[str, Any]:
    """Return hover and customdata of the rank."""
    hover = f"<b>{fold(said(row, 'name', ''))}</b><br>{fold(_rank(row) or '未排位次。')}"
    return {"hover": hover, "data": observation_key(row, "rank")}


def told_peer(row: Row, peer: Row) -> dict[str, Any]:
    """Return hover and customdata of another place's value."""
    value = said(peer, "text") + said(row, "unit", "") + aside(peer, "period_text", "nature")
    place = said(peer, "area_name", said(peer, "short", ""))
    hover = f"<b>{fold(said(row, 'name', ''))}</b><br>{fold(f'{place}：{value}')}"
    return {"hover": hover, "data": (row["indicator"], whole(peer.get("observation")))}


def _own(row: Row, own_name: str) -> str:
    return f"{own_name}：{spoken(row, 'own')}{aside(row, 'own_period_text', 'own_nature')}"


def _median(row: Row, group_name: str) -> str:
    number = whole(row.get("n_peers")) or 0
    if has_median(row):
        value = said(row, "median_text") + said(row, "unit", "")
        return f"{group_name}中位：{value}（{number}地有数）"
    return f"{group_name}只有{number}地有数，不设中位" if number else f"{group_name}都没有数"


def _rank(row: Row) -> str:
    place, of = rank(row)
    if not of:
        return ""
    sure = "" if "–" not in place else "，数据只能定到这一步"
    return f"位次：第{place}位，共{of[1:]}地{sure}"


def _change(row: Row) -> str:
    parts = (said(row, "change_text", ""), said(row, "trend", ""))
    words = "，".join(dict.fromkeys(filter(None, parts)))
    return f"较上期：{words}" if words else ""


def _grounds(row: Row) -> str:
    grade, reasons = said(row, "comparability", ""), said(row, "reasons", "")
    words = VERDICTS[stance(row)] if stance(row) == "incomparable" else verdict(row)
    better = "，低为好" if row["direction"] == "lower" else ""
    why = "：".join(filter(None, ("" if grade == words else grade, reasons)))
    return f"判定：{words}{better}" + (f"（{why}）" if why else "")
