/** A row of a table in Markdown, and where it is. */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** The rows of all tables, without heads and rules. */
export function rowsOf(markdown: string): Row[] {
  const lines = markdown.split('\n')
  return lines.flatMap((text, index) => {
    if (!text.startsWith('|') || /^\|[\s|:-]+\|$/.test(text) || /^\|[\s|:-]+\|$/.test(lines[index + 1] ?? ''))
      return []
    return [
      {
        line: index + 1,
        cells: text
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map(cell => cell.trim()),
      },
    ]
  })
}

/** What is wrong with a row: an empty cell, a test that does not exist, or one that does not name the issue. */
export function problemsOf({ line, cells }: Row, titles: readonly string[]): string[] {
  const problems = cells.some(cell => cell === '') ? [`${line}: a cell is empty`] : []
  for (const name of (cells.at(-1) ?? '').split('<br>')) {
    const found = titles.filter(title => title.includes(name))
    if (!found.length) problems.push(`${line}: there is no test “${name}”`)
    const issue = cells.find(cell => /^[\w-]+#\d+$/.test(cell))
    if (issue && found.length && !found.some(title => title.includes(issue))) {
      problems.push(`${line}: no test “${name}” names ${issue}`)
    }
  }
  return problems
}
