"""Headlines: one sentence for a page, made of the verdicts in its frames."""

import pandas as pd

_MARK = {"ahead": "blue", "behind": "orange"}


def overview(gap: pd.DataFrame, counts: pd.DataFrame) -> str:
    """Return the overview's sentence: how many indicators, how many certain, the largest gap."""
    total = int(counts["n"].sum())
    if not total:
        return "所选期间没有数。请换一个期间，或到“数据导入”补报。"
    return f"{total}项指标：{_certain(counts)}{_caution(counts)}{_largest(gap)}。"


def gap(gap: pd.DataFrame, counts: pd.DataFrame, names: tuple[str, ...]) -> str:
    """Return the gap page's sentence: against how many places, and what is certain."""
    if gap.empty or not names:
        return "公开资料里没有与本地同指标的地区，暂时无从比较。"
    certain = f"{_certain(counts)}{_caution(counts)}"
    return f"与{len(names)}个参照地逐项比最好：{certain}{_largest(gap)}。"


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
        "参照值取自公开文献，年份未注明的只作慎比。"
    )


def _certain(counts: pd.DataFrame) -> str:
    n = counts.groupby("standing")["n"].sum()
    parts = [
        f":{_MARK[standing]}[**{int(n[standing])}项确定{word}**]"
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
