import { ensureCommandBuilt, ensurePackagesBuilt } from '../../scripts/installation.js'

/** Vitest calls this once before the whole-path tests: they run command and packages as they are shipped. */
export function setup(): void {
  ensureCommandBuilt()
  ensurePackagesBuilt()
}
