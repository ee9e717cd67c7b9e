import { stylesheet } from '@latchkey/ui/views'

/** The style of printed screens with what a console has beside them, on the same tokens. */
export const consoleStylesheet = `${stylesheet}
[data-console="shell"] { max-inline-size: 1120px; margin: 0 auto; padding: 0 clamp(16px, 4vi, 32px) 64px; color: var(--lk-text); font: 400 calc(var(--lk-size) * 0.9375) / 1.5 var(--lk-font); box-sizing: border-box; accent-color: var(--lk-accent) }
[data-console="shell"] * { box-sizing: border-box }
[data-console="bar"] { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; padding-block: 16px; border-block-end: 1px solid var(--lk-line); margin-block-end: 28px }
[data-console="brand"] { font-weight: 700; font-size: calc(var(--lk-size) * 1.0625); letter-spacing: -0.01em; margin: 0; margin-inline-end: 8px }
[data-console="bar"] nav { display: flex; flex-wrap: wrap; gap: 4px 20px; flex: 1 }
[data-console="bar"] a[aria-current] { color: var(--lk-text); text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 8px }
[data-console="bar"] form { margin: 0 }
[data-console="shell"] h1 { margin: 0 0 4px; font: 650 calc(var(--lk-size) * 1.625) / 1.25 var(--lk-font); letter-spacing: -0.018em; overflow-wrap: anywhere }
[data-console="shell"] h2 { margin: 0 0 12px; font: 650 calc(var(--lk-size) * 1.0625) / 1.3 var(--lk-font) }
[data-console="lead"], [data-console="empty"] { margin: 0 0 20px; color: var(--lk-muted); overflow-wrap: anywhere }
[data-console="empty"] { margin: 0 }
[data-console="shell"] :is(td, dd, p) > a { color: var(--lk-accent); font-weight: 600; text-underline-offset: 3px }
[data-console="section"] { min-inline-size: 0; margin-block-end: 20px; padding: clamp(16px, 3vi, 24px); border: 1px solid var(--lk-line); border-radius: var(--lk-radius); background: var(--lk-surface) }
[data-console="columns"] { display: grid; gap: 0 20px; align-items: start; grid-template-columns: minmax(0, 2fr) minmax(260px, 1fr) }
[data-console="columns"] > * { min-inline-size: 0 }
[data-console="table"] { inline-size: 100%; border-collapse: collapse }
[data-console="table"] :is(th, td) { padding: 10px 16px 10px 0; border-block-end: 1px solid var(--lk-line); text-align: start; vertical-align: top; overflow-wrap: anywhere }
[data-console="table"] td { min-inline-size: 5rem }
[data-console="table"] td :is(button, [data-console="pill"]) { white-space: nowrap }
[data-console="table"] tr:last-child td { border-block-end: 0 }
[data-console="table"] th { color: var(--lk-muted); font-size: calc(var(--lk-size) * 0.8125); font-weight: 600; white-space: nowrap }
[data-console="definitions"] { margin: 0; display: grid; gap: 10px }
[data-console="definitions"] > div { display: grid; grid-template-columns: minmax(120px, 220px) minmax(0, 1fr); gap: 4px 16px }
[data-console="definitions"] dt { color: var(--lk-muted); overflow-wrap: anywhere }
[data-console="definitions"] dd { margin: 0; overflow-wrap: anywhere }
[data-console="code"], [data-console="shell"] code { font: 400 calc(var(--lk-size) * 0.875) / 1.5 var(--lk-font-code); white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
[data-console="code"] { padding: 12px 14px; border-radius: var(--lk-radius); background: color-mix(in srgb, var(--lk-text) 5%, transparent) }
[data-console="inbox-code"] { display: inline-block; margin-block-start: 8px; font: 600 calc(var(--lk-size) * 1.375) / 1.3 var(--lk-font-code) !important; letter-spacing: 0.08em; user-select: all }
[data-console="text"] { margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
[data-console="search"], [data-console="row"] { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; margin: 0 0 20px }
[data-console="row"] { margin: 0 }
[data-console="definitions"] + [data-console="row"] { margin-block-start: 16px }
[data-console="table"] + [data-console="search"] { margin-block: 16px 0 }
[data-console="search"] [data-lk="field"] { flex: 1 1 200px }
[data-console="stack"] { display: grid; gap: 14px; margin: 0 }
[data-console="stack"] + [data-console="stack"] { margin-block-start: 20px; padding-block-start: 20px; border-block-start: 1px solid var(--lk-line) }
[data-console="shell"] [data-lk="action"] { inline-size: auto; min-block-size: 44px; font-size: calc(var(--lk-size) * 0.9375) }
[data-console="shell"] textarea[data-lk="input"] { block-size: 9rem; padding-block: 12px; resize: vertical; font-family: var(--lk-font-code); font-size: calc(var(--lk-size) * 0.875) }
[data-console="checkbox"] { display: flex; gap: 10px; align-items: center; min-block-size: 32px }
[data-console="checkbox"] input { inline-size: 18px; block-size: 18px; flex: none; margin: 0 }
[data-console="shell"] :is([data-lk="error"], [data-lk="notice"]) { margin: 0 0 20px }
[data-console="shell"] :is(a, button, input, select, textarea):focus-visible { outline: 2px solid var(--lk-accent); outline-offset: 2px; border-radius: 6px }
[data-console="pill"] { display: inline-block; padding: 1px 10px; border: 1px solid var(--lk-line); border-radius: 99px; font-size: calc(var(--lk-size) * 0.8125); font-weight: 600; white-space: nowrap }
[data-console="pill"][data-kind="good"] { border-color: transparent; background: var(--lk-success-surface); color: var(--lk-success) }
[data-console="pill"][data-kind="bad"] { border-color: transparent; background: var(--lk-danger-surface); color: var(--lk-danger) }
[data-console="narrow"] { max-inline-size: 440px; margin: clamp(24px, 10vb, 96px) auto 0 }
@media (width < 760px) {
  [data-console="columns"] { grid-template-columns: minmax(0, 1fr) }
  [data-console="definitions"] > div { grid-template-columns: minmax(0, 1fr); gap: 0 }
  [data-console="table"] thead { display: none }
  [data-console="table"], [data-console="table"] :is(tbody, tr, td) { display: block }
  [data-console="table"] tr { padding-block: 8px; border-block-end: 1px solid var(--lk-line) }
  [data-console="table"] tr:last-child { border-block-end: 0 }
  [data-console="table"] td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 12px; min-inline-size: 0; padding: 4px 0; border: 0 }
  [data-console="table"] td > * { justify-self: start; min-inline-size: 0 }
  [data-console="table"] td :is(button, [data-console="pill"]) { white-space: normal; border-radius: var(--lk-radius) }
  [data-console="brand"] { flex-basis: 100% }
  [data-console="table"] td::before { content: attr(data-head); color: var(--lk-muted) }
}
`

/** Keeps a page up to date: what the server prints anew takes the place of what is there. */
export const liveScript = `const main = document.querySelector('main')
const refresh = () => {
  const request = new XMLHttpRequest()
  request.responseType = 'document'
  request.onload = () => {
    const fresh = request.status === 200 && request.response?.querySelector('main')
    if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren(...fresh.childNodes)
  }
  request.onloadend = () => setTimeout(refresh, 1000)
  request.open('GET', location.href)
  request.send()
}
setTimeout(refresh, 1000)
`
