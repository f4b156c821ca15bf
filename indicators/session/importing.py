"""The import page's parts: upload, preview, what will change, commit and its undo."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from indicators import sheet, spreadsheet, store, words
from indicators.session import deciding
from indicators.session.frame import ROOT
from indicators.session.past import only_now
from indicators.session.reading import cursor, version
from indicators.session.start import XLSX, steps
from indicators.session.stock import take_back

MODES = {"append": "只增加，不改旧数", "upsert": "用新数更新旧数", "replace": "整份替换同名文件"}
_COLOUR = {"确定领先": "blue", "确定落后": "orange"}
_SYMBOL = {"确定领先": "▲", "确定落后": "▼", "持平": "●", "无法判定": "?"}
_SHOWN, _FLIPS = 5, 3
# of a table's cells; beyond that its reader's own count of places is taken
_COUNTED = 50_000
# Streamlit has no interface for the words of its uploader, nor for the colour of one button:
# brand red belongs to the one that writes.
_STYLE = """<style>
.st-key-commit button:not(:disabled) {background:#B5121B; border-color:#B5121B; color:#fff}
.st-key-commit button:not(:disabled):hover {background:#940E16}
[data-testid=stFileUploaderDropzone] button p {display:none}
[data-testid=stFileUploaderDropzone] button::after {content:"选择文件"}
[data-testid=stFileUploaderDropzoneInstructions] * {display:none}
[data-testid=stFileUploaderDropzoneInstructions]::after
 {content:"把Excel、WPS或CSV文件拖到这里，单个文件不超过50MB"; font-size:0.875rem}
</style>"""


@dataclass(frozen=True, slots=True)
class Upload:
    """The file being looked at: its name, bytes and digest."""

    name: str
    content: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What writing the file would do, or why it cannot be written, or the batch it became."""

    rehearsal: store.Rehearsal | None = None
    refusal: str = ""
    batch: store.Batch | None = None


def uploader() -> Upload | None:
    """The file being looked at; without one, the box to drop a file into."""
    only_now()
    st.html(_STYLE)
    st.session_state.setdefault("_written", {})
    upload = st.session_state.get("_upload")
    if upload and st.session_state["_arrived"] and upload.digest in st.session_state["_written"]:
        _put_away()
    if "_upload" in st.session_state:
        return st.session_state["_upload"]
    st.header("把报表原样拖进来：先预览，再写入，写错可撤销。", anchor=False)
    steps()
    chosen = st.file_uploader("报表文件", label_visibility="collapsed", key="upload_box")
    if chosen is not None:
        content = chosen.getvalue()
        st.session_state["_upload"] = Upload(chosen.name, content, store.digest(content))
        st.rerun()
    return None


def preview(upload: Upload) -> dict:
    """What the file was understood to say, as was decided; read once per content and decisions."""
    known = store.known(cursor())
    document = _preview(upload.digest, "", version(), upload)
    if document["verdict"] == "refuse":
        return document
    deciding.adding(upload.digest, known)
    decided = deciding.decided(upload.digest, document)
    if not any(decided.values()):
        return document
    return _preview(upload.digest, json.dumps(decided, sort_keys=True), version(), upload)


def understood(document: dict) -> str:
    """The page's sentence: what was recognised and what still needs a decision."""
    name = f":gray[:small[{words.plain(document['file'])}]]"
    if document["verdict"] == "refuse":
        return f"这个文件没有读入，库里什么都没变。{name}"
    cells = [cell for table in document["tables"] for cell in table["observations"][:_COUNTED]]
    known = [cell for cell in cells if cell["area"] and cell["indicator"]]
    more = [
        table["areas_known"]
        for table in document["tables"]
        if len(table["observations"]) > _COUNTED
    ]
    places = max(len({cell["area"] for cell in known}), *more, 0)
    indicators = len({cell["indicator"] for cell in known})
    questions = len(document["problems"])
    tail = f"；有{questions}处请核对" if questions else ""
    return f"看懂了{places}个地区、{indicators}项指标{tail}。{name}"


def outlook(document: dict, upload: Upload) -> Outlook:
    """What writing the file now would do; writes nothing."""
    written = st.session_state.get("_written", {}).get(upload.digest)
    if written is not None:
        return written
    decided = deciding.stamp(upload.digest, document)
    key = (upload.digest, st.session_state.get("mode", "append"), version(), decided)
    if st.session_state.get("_outlook", (None,))[0] != key:
        st.session_state["_outlook"] = (key, _rehearsed(document, key[1]))
    return st.session_state["_outlook"][1]


def reviewed(document: dict, found: Outlook) -> dict:
    """The document with what the checks say of it beside what is in the store already."""
    if found.rehearsal is None:
        return document
    known = {problem["cell"] for problem in document["problems"]}
    told = [
        {"severity": "warning", "sheet": row["sheet"], "cell": row["cell"],
         "message": row["message"], "next_step": ""}
        for row in found.rehearsal.findings.astype(object).to_dict("records")
        if not (row["check_name"] == "check_plausible" and row["cell"] in known)
    ]  # fmt: skip
    return document | {"problems": [*document["problems"], *told]}


def refusal(document: dict) -> None:
    """Say why a file was refused and what to do next."""
    st.error(document["message"])
    for problem in document["problems"][:_SHOWN]:
        st.markdown(f"- {words.plain(problem['message'])}{words.plain(problem['next_step'] or '')}")
    _change_file("换一个文件")


def problems(document: dict, upload: Upload) -> str | None:
    """List what needs the analyst's eye; returns the cell to show, if one was chosen."""
    found = document["problems"]
    st.markdown(f"#### 要你看的{len(found)}处" if found else "#### 没有要核对的")
    deciding.recalled(upload.digest, document)
    for number, problem in enumerate(found[:_SHOWN]):
        mark = "×" if problem["severity"] == "error" else "!"
        place = f"{problem['cell']} " if problem["cell"] else ""
        label = f":violet[**{mark}**]　**{place}{words.plain(problem['message'])}**"
        if st.button(label, key=f"problem_{number}", type="tertiary"):
            st.session_state["_focus"] = (problem["sheet"], problem["cell"])
        st.caption(words.plain(problem["next_step"] or ""))
    if len(found) > _SHOWN:
        with st.expander(f"其余{len(found) - _SHOWN}处"):
            for problem in found[_SHOWN:]:
                st.markdown(f"- {problem['cell'] or ''} {words.plain(problem['message'])}")
    return st.session_state.get("_focus")


def annotated_copy(document: dict, upload: Upload) -> None:
    """Offer the analyst's own workbook with comments on the cells to look at."""
    if not document["problems"]:
        return
    told = json.dumps(document["problems"], ensure_ascii=False)
    name = f"{Path(upload.name).stem}（待核对）.xlsx"
    if st.session_state.get("_annotated", ("",))[0] != (upload.digest, told):
        if st.button("在原表上批注这些问题", key="annotate", icon=":material/comment:"):
            with st.spinner("正在批注…"):
                content = spreadsheet.annotated(upload.content, document["problems"])
            st.session_state["_annotated"] = ((upload.digest, told), content)
            st.rerun()
        return
    content = st.session_state["_annotated"][1]
    if content is None:
        st.caption("这份文件不能另存批注，请照上面的单元格在原表里改。")
        return
    st.download_button(
        "下载带批注的表", content, name, XLSX, key="annotated", icon=":material/download:",
        on_click="ignore",
    )  # fmt: skip


def blocker(found: Outlook) -> None:
    """Say first of all what keeps the file from being written."""
    if found.refusal:
        st.markdown("#### 暂时不能写入")
        st.markdown(f":violet[**×**]　{words.plain(found.refusal)}")


def flips(found: Outlook) -> None:
    """List the conclusions that would change, the own area's first."""
    if found.rehearsal is None:
        return
    changed = found.rehearsal.flips
    mine = changed[changed["own_area"] == st.session_state.get("own")]
    shown = mine if len(mine) else changed
    word = "写入后会变的结论" if found.batch is None else "已变的结论"
    st.markdown(f"#### {word}：{len(changed)}条" if len(changed) else "#### 没有结论因此改变")
    for row in shown.head(_FLIPS).to_dict("records"):
        st.markdown(
            f"{row['own_name']}的{row['name']}，对{row['reference_name']}  \n"
            f"{_verdict(row, 'before')} → {_verdict(row, 'after')}"
        )


def sheet_view(document: dict, focus: tuple | None, upload: Upload, found: Outlook) -> None:
    """Draw the sheets as they came, with what was understood of every cell and can be decided."""
    names = [one["name"] for one in document.get("sheets", [])]
    if not names:
        return
    told = [problem["sheet"] for problem in document["problems"] if problem["sheet"] in names]
    wanted = focus[0] if focus and focus[0] in names else next(iter(told), names[0])
    start = names.index(wanted)
    number = start
    if len(names) > 1:
        number = st.segmented_control(
            "工作表", range(len(names)), format_func=names.__getitem__, default=start,
            label_visibility="collapsed", key=f"sheet_{start}", required=True,
        )  # fmt: skip
    known = store.known(cursor())
    labels = {code: item.name for code, item in known.indicators.items()}
    labels |= {code: item.name for code, item in known.areas.items()}
    data = sheet.model(document, number, labels)
    data["focus"] = focus[1] if focus and focus[0] == names[number] else None
    if found.batch is None:
        deciding.arrangement(upload.digest, document, names[number])
        data = sheet.offer(data, *deciding.offered(known))
    component = st.components.v2.component("sheet", html=sheet.HTML, css=sheet.CSS, js=sheet.JS)
    key = f"sheet_view_{number}"
    about = (upload.digest, document, names[number], key)
    component(
        data=data, key=key, on_cell_change=lambda: None,
        on_mapping_change=deciding.on_mapping(*about), on_unit_change=deciding.on_unit(*about),
    )  # fmt: skip


def commit_bar(
    document: dict, upload: Upload, found: Outlook, put_away: Callable[[], None] | None = None
) -> None:
    """The bar at the foot: what will be written and the button that writes; then the undo bar.

    ``put_away`` clears what was entered where no file was uploaded.
    """
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        if found.batch is not None:
            _undo_bar(found, put_away)
            return
        st.markdown(_counts(found.rehearsal), width="content")
        st.space("stretch")
        if put_away is None:
            _change_file("换一个文件")
        mode = st.selectbox(
            "写入方式", list(MODES), format_func=MODES.get, key="mode", width=190,
            label_visibility="collapsed",
        )  # fmt: skip
        idle = found.rehearsal is None or (mode != "replace" and _is_idle(found.rehearsal))
        st.button(
            "写入这一批", type="primary", key="commit", disabled=idle,
            on_click=_commit, args=(document, upload, found.rehearsal),
        )  # fmt: skip


@st.cache_data(show_spinner="正在读懂这份报表…", show_time=True, max_entries=20)
def _preview(digest: str, decided: str, version: tuple, _upload: Upload) -> dict:  # noqa: ARG001
    known, wanted = store.known(cursor()), json.loads(decided or "{}")
    return spreadsheet.preview(_upload.content, _upload.name, known, wanted)


def _rehearsed(document: dict, mode: str) -> Outlook:
    try:
        return Outlook(store.rehearse(cursor(), document, mode))
    except store.ImportRefusedError as error:
        return Outlook(refusal=str(error))


def _is_idle(rehearsal: store.Rehearsal) -> bool:
    return rehearsal.new + rehearsal.updated + rehearsal.missing == 0


def _counts(rehearsal: store.Rehearsal | None) -> str:
    if rehearsal is None:
        return "暂时不能写入，原因见上。"
    total = rehearsal.new + rehearsal.updated + rehearsal.same
    if _is_idle(rehearsal):
        return f"**{total}**个数与库中完全相同，无需写入。"
    return (
        f"将写入**{total}**个数：新增**{rehearsal.new}**　更新**{rehearsal.updated}**"
        f"　相同**{rehearsal.same}**　缺数**{rehearsal.missing}**"
    )


def _commit(document: dict, upload: Upload, rehearsal: store.Rehearsal) -> None:
    mode = st.session_state["mode"]
    try:
        with st.spinner("正在写入…", show_time=True):
            batch = store.commit(
                cursor(), document, upload.digest, mode=mode, user=store.this_user()
            )
    except store.ImportRefusedError as error:
        st.error(str(error))
        return
    deciding.keep(upload.digest, document)
    written = st.session_state.setdefault("_written", {})
    written[upload.digest] = Outlook(rehearsal, batch=batch)


def _undo_bar(found: Outlook, put_away: Callable[[], None] | None) -> None:
    batch, changed = found.batch, len(found.rehearsal.flips)
    tail = f"，{changed}条结论因此改变。" if changed else "。"
    word = "已写入" if batch.is_new else "这份文件早已写入"
    st.markdown(f"✓ {word}第{batch.batch}批：**{batch.observations}**个数{tail}", width="content")
    st.space("stretch")
    st.page_link(
        ROOT / "pages" / "1_benchmark" / "2_gap.py",
        label="看变了的结论" if changed else "看差距分析",
    )
    if put_away is None:
        _change_file("再导一份")
    else:
        st.button("再录一条", key="another", type="tertiary", on_click=put_away)
    st.button(
        "撤销这一批", key="undo_last", shortcut="Ctrl+Z", on_click=take_back, args=(batch.batch,)
    )


def _change_file(label: str) -> None:
    st.button(label, key="change_file", type="tertiary", on_click=_put_away)


def _put_away() -> None:
    for name in ("_upload", "_focus", "mode"):
        st.session_state.pop(name, None)


def _verdict(row: dict, when: str) -> str:
    verdict = row[when]
    if not isinstance(verdict, str):
        return ":gray[—无参照]"
    ends = (row[f"{when}_lo"], row[f"{when}_hi"])
    shown = words.scale(row["unit"], row["decimals"], list(ends))
    text = f"{_SYMBOL[verdict]} {words.gap(*ends, verdict, shown, row['direction'])}"
    return f":{_COLOUR.get(verdict, 'gray')}[**{text}**]"
