import { expect, it } from 'vitest'
import { blocksOf, commandsOf } from './blocks.ts'

const markdown = [
  '# Title',
  '```sh',
  'npm start        # opens a page',
  'aws one \\',
  '  --two',
  '',
  '```',
  'text',
  '```ts',
  "const a = '```'",
  '```',
].join('\n')

it('finds every fenced block with its language', () => {
  expect(blocksOf(markdown)).toEqual([
    { language: 'sh', text: 'npm start        # opens a page\naws one \\\n  --two\n\n' },
    { language: 'ts', text: "const a = '```'\n" },
  ])
})

it('reads the commands without comments, one for several lines that belong together', () => {
  expect(commandsOf(markdown)).toEqual(['npm start', 'aws one    --two'])
})
