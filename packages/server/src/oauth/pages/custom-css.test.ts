import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customCss } from './custom-css.ts'

describe('the style of a customization', () => {
  it('is kept for known classes, their states and plain values', () => {
    expect(
      customCss(
        '/* ours */ .submitButton-customizable:hover { color: rgb(1, 2, 3); border: 1px solid #ccc } .other { color: red }',
      ),
    ).toBe('[data-lk="submit"]:hover {\n  color: rgb(1, 2, 3);\n  border: 1px solid #ccc;\n}')
  })

  it('never loads, imports, runs or ends anything, whatever is in it', () => {
    const dangerous = fc.constantFrom(
      'url(//evil.example)',
      '@import "x";',
      'expression(alert(1))',
      '</style>',
      'image-set("x" 1x)',
      '}',
      '{',
      '*/',
      '/*',
      '\\75rl(x)',
      'javascript:x',
      '.label-customizable',
      'color:',
      ';',
      'red',
      'background',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(dangerous, fc.string({ maxLength: 8 })), { maxLength: 30 }), parts => {
        const css = customCss(`.label-customizable { ${parts.join(' ')} }`)
        expect(css).not.toMatch(/url\(|@|expression\(|<|image-set|\\/i)
        expect(css.split('{').length).toBe(css.split('}').length)
      }),
      { numRuns: 500 },
    )
  })
})
