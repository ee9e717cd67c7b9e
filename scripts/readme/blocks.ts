/** A fenced block of a Markdown text. */
export interface Block {
  /** The word behind the fence: `ts`, `sh` … */
  readonly language: string
  readonly text: string
}

/** All fenced blocks, in their order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }))
}

/** The commands of the shell blocks: one a line, without what follows a `#`, joined where a line goes on. */
export function commandsOf(markdown: string): string[] {
  return blocksOf(markdown)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
    .map(line => line.replace(/\s+#.*$/, '').trim())
    .filter(line => line !== '')
}
