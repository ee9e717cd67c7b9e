import { posix } from 'node:path'
import { packageArrows, platformFolder, serverLayers } from './rules.ts'

/** One import: the file that has it and the specifier as written. */
export interface Import {
  /** Path from the repository's root, with slashes. */
  readonly file: string
  readonly specifier: string
}

/** Why an import may not be, as a sentence; undefined when it may. */
export function violationOf({ file, specifier }: Import): string | undefined {
  const [, home] = /^packages\/([^/]+)\/src\//.exec(file) ?? []
  if (home === undefined) return undefined
  if (specifier.startsWith('.')) return violationOfRelative(home, file, specifier)
  if (/^@latchkey\/|^latchkey(\/|$)/.test(specifier)) {
    const arrows = packageArrows[home]
    if (!arrows) return `The package ${home} has no place in the picture of the house.`
    if (!arrows.some(arrow => arrow.test(specifier))) return `${home} may not import ${specifier}.`
  }
  if (home === 'client' && specifier.startsWith('node:') && !platformFolder.test(file)) {
    return `The client's core runs everywhere, so it may not import ${specifier}.`
  }
  return undefined
}

function violationOfRelative(home: string, file: string, specifier: string): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(file), specifier))
  if (!target.startsWith(`packages/${home}/`)) {
    return `A relative import may not leave its package (${target}).`
  }
  if (home !== 'server') return undefined
  const from = layerOf(file)
  const to = layerOf(target)
  if (to === undefined) return undefined
  // The ports (clock, keys, delivery …) are given to the layers and know none of those that decide.
  const inward = from === undefined ? isCompositionRoot(file) || to >= domainLayer : to >= from
  return inward ? undefined : `${nameOf(file)} may not import ${nameOf(target)}: it lies outside of it.`
}

const domainLayer = serverLayers.indexOf('domain')

function layerOf(path: string): number | undefined {
  const index = serverLayers.indexOf(nameOf(path) as (typeof serverLayers)[number])
  return index === -1 ? undefined : index
}

function nameOf(path: string): string {
  return path.split('/')[3] ?? path
}

/** Files directly in `src` put the layers together, so they see all of them. */
function isCompositionRoot(file: string): boolean {
  return file.split('/').length === 4
}
