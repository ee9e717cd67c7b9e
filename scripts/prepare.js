/**
 * npm runs this after an installation: it leaves a clone in which `npx latchkey` starts at once. A build that fails
 * does not undo the installation, since the command also runs from its sources.
 */
import { ensureCommandBuilt, markInstalled } from './installation.js'

markInstalled()
try {
  ensureCommandBuilt()
} catch (error) {
  console.error(
    `${error instanceof Error ? error.message : error} Until then, latchkey runs from its sources.`,
  )
}
