"""Headlines: one sentence for a page, made of the verdicts in its frames."""

import pandas as pd

from indicators import words

_MARK = {"ahead": "blue", "behind": "orange"}


def overview(gap: pd.DataFrame, counts: pd.DataFrame, name: str) -> str:
    """Return the overview's sentence: how many indicators, how many certain, the largest gap."""
    total = int(counts["n"].sum())
    if not total:
        return "所选期间没有数。请换一个期间，或到“数据导入”补报。"
    return f"{name}{total}项指标：{_certain(counts)}{_caution(counts)}{_largest(gap)}。"


def gap(gap: pd.DataFrame, counts: pd.DataFrame, name: str, names: tuple[str, ...]) -> str:
    """Return the gap page's sentence: against how many places, and what is certain."""
    if gap.empty or not names:
        return "公开资料里没有与本地同指标的地区，暂时无从比较。"
    certain = f"{_certain(counts)}{_caution(counts)}"
    return f"{name}与{len(names)}地最好值比：{certain}{_largest(gap)}。"


def themes(counts: pd.DataFrame, group: str = "theme") -> str:
    """Return the finding over the tiles: the theme (or topic) with most indicators behind."""
    found = counts.pivot_table(
        index=group, columns="standing", values="n", aggfunc="sum", fill_value=0
    )
    if "behind" not in found:
        return "没有确定落后的指标"
    worst = found.loc[found["behind"].idxmax()]
    return f"短板集中在{worst.name}：{int(worst.sum())}项里落后{int(worst['behind'])}项"


def worsening(gap: pd.DataFrame) -> str:
    """Return the finding over the list of indicators behind and getting worse."""
    if gap.empty or gap["trend"].isna().all():
        return "又差又退：没有上期数据，无从判断"
    n = int(gap["worsening"].sum())
    return f"又差又退：{n}项落后且比上期更差" if n else "又差又退：没有落后又变差的指标"


def leading(gap: pd.DataFrame) -> str:
    """Return the finding over the list of indicators certainly ahead."""
    ahead = gap[(gap["standing"] == "ahead") & gap["share_least"].notna()]
    more = "，列前3项" if len(ahead) > 3 else ""
    return (
        f"领先可推广：{len(ahead)}项{more}（总量指标不列入）"
        if len(ahead)
        else "领先可推广：除总量指标外暂无"
    )


def coverage(counts: pd.DataFrame, imported: str) -> str:
    """Return the note under a page: freshness, coverage, and what was not coloured."""
    n = counts.groupby("standing")["n"].sum()
    total, missing = int(n.sum()), int(n.get("own_missing", 0))
    compared = total - missing - int(n.get("no_reference", 0)) - int(n.get("incomparable", 0))
    return (
        f"数据截至{imported}导入，{total}项中{total - missing}项有数、{compared}项可与参照地比较。"
        "判定与参照地里最好的比；年份未注明的只作慎比。"
    )


def profile(rows: pd.DataFrame, name: str, group: str, unreported: int) -> str:
    """Return the portrait's sentence: how many behind and ahead, where, what is missing."""
    n = rows["standing"].value_counts()
    reported = len(rows) - int(n.get("own_missing", 0))
    if not reported:
        return f"{name}在所选期间没有数。请换一个期间，或到“数据导入”补报。"
    missing = int(n.get("own_missing", 0)) + unreported
    tail = f"；缺{missing}项" if missing else ""
    if not rows["n_peers"].any():
        return f"{name}{reported}项有数，还没有可比的参照地区{tail}。"
    return f"{name}{reported}项有数，与{group}的中位比{_judged(n)}{_sides(rows)}{tail}。"


def indicator(rows: pd.DataFrame, code: str, about: dict, name: str, group: str) -> str:
    """Return the indicator page's sentence: the own value, its rank interval, its gap."""
    row = next((row for row in rows.to_dict("records") if row["indicator"] == code), None)
    if row is None:
        return f"{name}没有{about['指标']}的数，下面是公开资料和下级地区的情况。"
    if row["standing"] == "own_missing":
        return f"{name}的{about['指标']}缺数：{row['missing_reason']}。"
    said = f"{name}{about['指标']}{words.strong(row['own_text'])}{row['unit']}"
    if row["standing"] in ("no_reference", "incomparable") or pd.isna(row["rank_n"]):
        return f"{said}，所选的参照里没有可比的数。"
    best, worst, n = (int(row[key]) for key in ("rank_best", "rank_worst", "rank_n"))
    place = f"第{best}" if best == worst else f"第{best}至{worst}"
    mark = _MARK.get(row["standing"])
    verdict = f":{mark}[**{row['gap_text']}**]" if mark else row["gap_text"]
    against = "与中位比" if row["median_text"] != "—" else "与它们比"
    return f"{said}，在{group}里排{place}位（共{n}地），{against}{verdict}。"


def definition(about: dict) -> str:
    """Return an indicator's definition, unit, direction and roll-up as one note."""
    family = f"指标族：{about['指标族']}。" if about["指标族"] else ""
    return (
        f"{about['主题']}。{about['定义']}单位：{about['单位']}；{about['方向']}；"
        f"{about['汇总']}；合理范围{about['合理范围']}。{family}"
    )


def spread(values: pd.DataFrame) -> str:
    """Return the finding over the distribution: how many places have a value."""
    if values.empty:
        return "还没有任何地方的数"
    kin = int(values["is_kin"].sum())
    others = len(values) - kin
    parts = [f"本地及同级、下级{kin}个"] * bool(kin) + [f"公开资料{others}个"] * bool(others)
    return f"{'，'.join(parts)}地方有数"


def course(series: pd.DataFrame, name: str) -> str:
    """Return the finding over the trend: what the own value did between its last two periods."""
    own = series[series["is_own"]] if len(series) else series
    if own.empty:
        return f"{name}没有注明年份的数，画不出走势"
    last = own.iloc[-1]
    turns = {"变好": "比上期变好", "变差": "比上期变差", "持平": "与上期持平"}
    if len(own) < 2 or last["trend"] not in turns:
        return f"{name}{last['period_text']}{last['text']}，与上期无从比较"
    return f"{name}{last['period_text']}{turns[last['trend']]}：{last['text']}{last['unit']}"


def _sides(rows: pd.DataFrame) -> str:
    """Return in which themes most is behind and ahead, as ；弱在社工待遇，强在组织覆盖."""
    signs = rows["standing"].map({"behind": -1, "ahead": 1}).fillna(0)
    balance = signs.groupby(rows["theme"], sort=False).sum().sort_values(kind="stable")
    weak, strong = balance[balance < -1].index[:2], balance[balance > 1].index[:-3:-1]
    sides = (("弱在", weak), ("强在", strong))
    found = [f"{word}{'和'.join(themes)}" for word, themes in sides if len(themes)]
    return f"；{'，'.join(found)}" if found else ""


def _certain(counts: pd.DataFrame) -> str:
    return _judged(counts.groupby("standing")["n"].sum(), "确定")


def _judged(n: pd.Series, how: str = "") -> str:
    """Return how many rows of each standing are behind and ahead, coloured."""
    parts = [
        f":{_MARK[standing]}[**{int(n[standing])}项{how}{word}**]"
        for standing, word in (("behind", "落后"), ("ahead", "领先"))
        if n.get(standing, 0)
    ]
    return "、".join(parts) or "没有能确定领先或落后的"


def _largest(gap: pd.DataFrame) -> str:
    behind = gap[gap["standing"] == "behind"]
    if behind.empty:
        return ""
    row = behind.iloc[0]
    return f"；差得最多的是{row['name']}，:orange[**{row['gap_text']}**]"


def _caution(counts: pd.DataFrame) -> str:
    certain = counts[counts["standing"].isin(["ahead", "behind"])]
    n, total = int(certain["n_cautious"].sum()), int(certain["n"].sum())
    if not n:
        return ""
    return "（均为慎比）" if n == total else f"（其中{n}项慎比）"


def quality(counts: pd.DataFrame, name: str) -> str:
    """Return the quality page's sentence: how much is to be looked at, and what most of it is."""
    found = counts[counts["n"] > 0]
    if found.empty:
        return f"{name}及下级没有查出问题。"
    first = found.iloc[0]
    kinds = f"，分{len(found)}类" if len(found) > 1 else ""
    return (
        f"{name}及下级查出**{int(found['n'].sum())}处**要核对{kinds}；"
        f"最多的是{first['名称']}，{int(first['n'])}处。"
    )
