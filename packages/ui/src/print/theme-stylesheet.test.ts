import { expect, it } from 'vitest'
import { themeStylesheet } from './theme-stylesheet.ts'

it('makes tokens of a pool’s colours', () => {
  const style = themeStylesheet({ primaryColor: '#7a2e8e', backgroundColor: 'rgb(250 250 250 / 90%)' })
  expect(style).toMatch(/^@layer latchkey\{:where\(:root\)\{.*--lk-accent:#7a2e8e;.*\}\}$/)
  expect(style).toContain('--lk-surface:rgb(250 250 250 / 90%)')
})

it.each([
  'red;}body{display:none',
  'url(https://elsewhere.example/)',
  'URL(//elsewhere.example/)',
  'red"',
  "red'",
  'a\\62',
])('leaves out %s, which is no colour', primaryColor => {
  expect(themeStylesheet({ primaryColor })).toBe('')
})
