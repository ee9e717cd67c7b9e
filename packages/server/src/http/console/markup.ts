import { html } from 'hono/html'

/** HTML whose texts are escaped: it is only ever made by the `html` tag. */
export type Markup = ReturnType<typeof html>

/** A table, or a line that says that it would be empty. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly unknown[])[],
  empty: string,
): Markup {
  if (rows.length === 0) return html`<p data-console="empty">${empty}</p>`
  return html`<table data-console="table"><caption data-lk="heard">${caption}</caption><thead><tr>${heads.map(
    head => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    cells =>
      html`<tr>${cells.map((cell, index) => html`<td data-head="${heads[index] ?? ''}">${cell}</td>`)}</tr>`,
  )}</tbody></table>`
}

/** Names and what they stand for. */
export function definitions(rows: readonly (readonly [string, unknown])[]): Markup {
  return html`<dl data-console="definitions">${rows.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`
}

/** Settings as they are on the wire, in the order of their names. */
export function settings(values: object): Markup {
  const rows = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, settingText(value)] as const)
  return definitions(rows.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function settingText(value: unknown): Markup {
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) {
    return html`${value.length === 0 ? '–' : value.join(', ')}`
  }
  if (typeof value === 'object' && value !== null) {
    return html`<pre data-console="code">${JSON.stringify(value, null, 2)}</pre>`
  }
  return html`${String(value)}`
}

/** A point in time. @param seconds since the epoch, as on the wire */
export function time(seconds: number | undefined): Markup {
  if (seconds === undefined) return html`–`
  const iso = new Date(seconds * 1000).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}

/** A labelled input. */
export function field(
  label: string,
  name: string,
  options: {
    readonly type?: string
    readonly value?: string
    readonly autocomplete?: string
    readonly hint?: string
    readonly required?: boolean
  } = {},
): Markup {
  const { type = 'text', value = '', autocomplete = 'off', hint, required } = options
  const id = `field-${name}`
  return html`<div data-lk="field"><label data-lk="label" for="${id}">${label}</label><input data-lk="input" id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"${required ? html` required` : ''}${hint ? html` aria-describedby="${id}-hint"` : ''}>${hint ? html`<p data-lk="hint" id="${id}-hint">${hint}</p>` : ''}</div>`
}

/** A box to tick. */
export function checkbox(label: string, name: string, checked = false): Markup {
  return html`<label data-console="checkbox"><input type="checkbox" name="${name}"${checked ? html` checked` : ''}> ${label}</label>`
}

/** A link to the next page of a list, where there is one. */
export function nextPage(
  base: string,
  query: Readonly<Record<string, string>>,
  token: string | undefined,
  name = 'after',
): Markup {
  if (token === undefined) return html``
  const search = new URLSearchParams({ ...query, [name]: token })
  return html`<p><a data-lk="step" href="${base}?${search}">Next page</a></p>`
}
