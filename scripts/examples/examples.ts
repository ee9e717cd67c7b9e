/** An example, and where it stands. */
export interface Example {
  readonly place: string
  readonly text: string
  /** Whether it is part of a program: then the names of the package are imported for it. */
  readonly fragment: boolean
}

/** The examples of TSDoc comments: what stands behind `@example`, to the next tag or the end. */
export function examplesOf(file: string, source: string): Example[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(([comment]) => {
    const lines = comment
      .replace(/^\/\*\*|\*\/$/g, '')
      .split('\n')
      .map(line => line.replace(/^\s*\* ?/, ''))
    const start = lines.findIndex(line => line.startsWith('@example'))
    if (start < 0) return []
    const rest = lines.slice(start + 1)
    const end = rest.findIndex(line => line.startsWith('@'))
    const body = end < 0 ? rest : rest.slice(0, end)
    const text = [lines[start]?.replace('@example', '') ?? '', ...body].join('\n').trim()
    return [{ place: file, text, fragment: true }]
  })
}
