const GUTTER = 56
const drawings = new WeakMap()

const make = (tag, kind, text) => {
  const node = document.createElement(tag)
  if (kind) node.className = kind
  if (text !== undefined) node.textContent = text
  return node
}

const chosen = (column) => column.indicator ?? (column.kind === "ask" ? "?" : "")

const addOptions = (select, options) => {
  const groups = new Map()
  for (const { indicator, name, group } of options) {
    if (group && !groups.has(group)) {
      groups.set(group, select.appendChild(make("optgroup")))
      groups.get(group).label = group
    }
    const option = make("option", "", name)
    option.value = indicator
    ;(groups.get(group) ?? select).append(option)
  }
}

const drawSelect = (column, options) => {
  const select = make("select")
  select.dataset.column = column.letter
  select.setAttribute("aria-label", `${column.letter}列读作`)
  select.title = column.title
  if (column.kind === "ask") {
    const ask = select.appendChild(make("option", "", "选一个指标…"))
    ask.value = "?"
    ask.disabled = true
  }
  addOptions(select, [{ indicator: "", name: "不导入" }, ...options])
  select.value = chosen(column)
  return select
}

const drawUnit = (column) => {
  const head = make("th")
  if (!column.units?.length) return head
  head.append(make("span", "fold", column.unit || "未写单位"))
  const select = head.appendChild(make("select"))
  select.dataset.unit = column.letter
  select.setAttribute("aria-label", `${column.letter}列的单位`)
  const none = select.appendChild(make("option", "", "未写单位"))
  none.value = ""
  for (const unit of column.units) select.append(make("option", "", unit))
  select.value = column.unit
  return head
}

const drawMapping = (column, shared) => {
  const head = make("th", `mapping ${column.kind}`)
  head.title = column.title
  head.scope = "col"
  head.append(make("span", "fold", column.text))
  const options = column.options === true ? shared : column.options
  if (options) head.append(drawSelect(column, options))
  return head
}

const drawHead = (data, index) => {
  const head = make("thead")
  const mapping = head.appendChild(make("tr"))
  mapping.append(make("th", "corner", "读作"))
  if (data.columns.some((column) => column.units?.length)) {
    const units = head.appendChild(make("tr", "units"))
    units.append(make("th", "corner", "单位"), ...data.columns.map(drawUnit))
  }
  const letters = head.appendChild(make("tr", "letters"))
  letters.append(make("th", "corner"))
  for (const column of data.columns) {
    const cell = drawMapping(column, data.options)
    index.set(column.letter, cell)
    mapping.append(cell)
    letters.append(make("th", "", column.letter))
  }
  return head
}

const cover = (data, row, cell, node, index) => {
  for (let down = 0; down < (cell.rows ?? 1); down += 1) {
    for (let right = 0; right < (cell.columns ?? 1); right += 1) {
      const letter = data.columns[cell.at + right]?.letter
      if (letter) index.set(`${letter}${row.number + down}`, node)
    }
  }
}

const drawCell = (cell) => {
  const node = make("td", [cell.region, cell.state, cell.side, cell.struck ? "struck" : ""].join(" "))
  node.dataset.ref = cell.ref
  node.title = cell.title ?? (cell.text ? `${cell.ref}：${cell.text}` : cell.ref)
  if (cell.rows) node.rowSpan = cell.rows
  if (cell.columns) node.colSpan = cell.columns
  if (cell.mark) {
    node.tabIndex = 0
    node.setAttribute("role", "button")
  }
  const line = node.appendChild(make("span", "line"))
  if (cell.mark) line.append(make("b", "", cell.mark))
  if (cell.text) line.append(make("span", cell.arrow ? "text dotted" : "text", cell.text))
  if (cell.arrow) line.append(make("small", "", `→${cell.arrow}`))
  return node
}

const drawRow = (data, row, index) => {
  const line = make("tr", row.starts ? "starts" : "")
  const gutter = line.appendChild(make("th", `gutter ${row.region}`))
  gutter.scope = "row"
  gutter.append(make("b", "", row.word), make("span", "", row.number))
  for (const cell of row.cells) {
    const node = drawCell(cell)
    cover(data, row, cell, node, index)
    line.append(node)
  }
  return line
}

const drawTable = (data, index) => {
  const table = make("table")
  const sizes = table.appendChild(make("colgroup"))
  sizes.append(make("col", "gutter"))
  for (const column of data.columns) {
    sizes.appendChild(make("col")).style.width = `${column.width}px`
  }
  const body = make("tbody")
  for (const row of data.rows) body.append(drawRow(data, row, index))
  table.append(drawHead(data, index), body)
  return table
}

const draw = (root, data) => {
  const index = new Map()
  const box = make("div", "box")
  const wide = data.columns.reduce((sum, column) => sum + column.width, GUTTER)
  box.tabIndex = 0
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", `工作表${data.sheet}`)
  box.style.setProperty("--wide", `${wide}px`)
  if (data.columns.length) box.append(drawTable(data, index))
  const old = root.querySelector(".box")
  const [top, left] = old ? [old.scrollTop, old.scrollLeft] : [0, 0]
  const notes = data.foot.map((line) => make("p", "foot", line))
  if (data.legend.length) {
    const legend = make("p", "legend")
    for (const text of data.legend) legend.append(make("span", "", text))
    notes.push(legend)
  }
  root.replaceChildren(...(data.columns.length ? [box] : []), ...notes)
  box.classList.toggle("wide", wide > box.clientWidth)
  box.scrollTo(left, top)
  return { index, selected: null, focus: undefined }
}

const select = (drawing, reference, scroll) => {
  const node = drawing.index.get(reference) ?? null
  drawing.selected?.classList.remove("selected")
  node?.classList.add("selected")
  drawing.selected = node
  if (scroll) node?.scrollIntoView({ block: "nearest", inline: "nearest" })
}

const listen = (root, setTriggerValue) => {
  const answer = (event) => {
    const cell = event.target.closest("td[data-ref]")
    if (!cell) return
    select(drawings.get(root), cell.dataset.ref, false)
    setTriggerValue("cell", cell.dataset.ref)
  }
  root.onclick = answer
  root.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.matches("td")) answer(event)
  }
  root.onchange = (event) => {
    const { column, unit } = event.target.dataset
    if (column) setTriggerValue("mapping", { column, indicator: event.target.value || null })
    if (unit) setTriggerValue("unit", { column: unit, unit: event.target.value })
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".sheet")
  if (!root || !data) return
  const { focus, ...rest } = data
  const signature = JSON.stringify(rest)
  let drawing = drawings.get(root)
  if (drawing?.signature !== signature) {
    const selected = drawing?.focus
    drawing = { ...draw(root, data), signature }
    drawings.set(root, drawing)
    if (selected === focus) select(drawing, focus, false)
    drawing.focus = selected === focus ? focus : undefined
  }
  if (focus !== drawing.focus) select(drawing, focus, true)
  drawing.focus = focus
  listen(root, setTriggerValue)
}
