import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'
import type { Import } from './violations.ts'

/** Every import, re-export and `import()` in a file's text, type-only ones too. */
export function importsIn(file: string, text: string): Import[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => ({ file, specifier: fileName }))
}

/** The imports of all sources of all packages. Tests stand outside of the picture and are left out. */
export function importsOfPackages(root: string): Import[] {
  return readdirSync(join(root, 'packages'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /(?<!\.test|\.d)\.tsx?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.includes(`${sep}node_modules${sep}`) && !path.includes(`${sep}dist${sep}`))
    .flatMap(path => importsIn(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')))
}
