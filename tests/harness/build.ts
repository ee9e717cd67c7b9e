import { ensureCommandBuilt } from '../../scripts/installation.js'

/** Vitest calls this once before the whole-path tests: they run the command as it is shipped. */
export function setup(): void {
  ensureCommandBuilt()
}
