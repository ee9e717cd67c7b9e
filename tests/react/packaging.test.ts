/** The package as it is published, for frameworks that tell server components from others. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/installation.js'

const dist = join(root, 'packages/react/dist')

test('every module that uses React says that it is the client’s, and the others do not', () => {
  const modules = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.mjs'))
    .map(file => ({ file, text: readFileSync(join(dist, file), 'utf8') }))
  const uses = modules.filter(({ text }) => /from "react"/.test(text)).map(({ file }) => file)
  const says = modules.filter(({ text }) => text.startsWith('"use client"')).map(({ file }) => file)
  expect(uses.length).toBeGreaterThan(2)
  expect(says).toEqual(expect.arrayContaining(uses))
  // What a server component needs of the package.
  expect(says).not.toContain('standing.mjs')
  expect(says).not.toContain('index.mjs')
})
