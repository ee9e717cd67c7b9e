/** The inbox as a page: it reads the same address as JSON, every second, and writes text, never markup. */
export const inboxPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Latchkey inbox</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem }
h1 { font-size: 1.25rem; margin: 0 0 .25rem }
.hint { opacity: .7; margin: 0 0 1.5rem }
article { border: 1px solid light-dark(#d8dbe0, #3a3d44); border-radius: .75rem; padding: 1rem; margin-bottom: .75rem }
header { display: flex; justify-content: space-between; gap: 1rem; font-size: .875rem; opacity: .75 }
h2 { font-size: 1rem; margin: .25rem 0 }
p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
a { overflow-wrap: anywhere }
code { display: inline-block; margin-top: .5rem; font: 600 1.375rem ui-monospace, monospace; letter-spacing: .08em; user-select: all }
</style>
<h1>Inbox</h1>
<p class="hint">Mail and SMS of this local server, newest first. Users, clients and tokens are in the <a href="/_latchkey/console">console</a>.</p>
<main aria-live="polite"></main>
<script>
const main = document.querySelector('main')
let shown = ''
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text })
async function refresh() {
  const response = await fetch(location.href, { headers: { accept: 'application/json' } })
  const text = await response.text()
  if (text === shown) return
  shown = text
  const articles = JSON.parse(text).reverse().map(message => {
    const article = document.createElement('article')
    const header = document.createElement('header')
    header.append(element('span', message.to), element('time', new Date(message.at).toLocaleTimeString()))
    article.append(header, element('h2', message.subject), element('p', message.body))
    article.append(message.link ? Object.assign(element('a', message.link), { href: message.link }) : element('code', message.code))
    return article
  })
  main.replaceChildren(...(articles.length ? articles : [element('p', 'Nothing yet.')]))
}
refresh()
setInterval(() => refresh().catch(() => {}), 1000)
</script>
</html>
`
