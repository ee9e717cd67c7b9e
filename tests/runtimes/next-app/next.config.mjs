// @ts-nocheck: its types come with Next.js, which is installed when the test runs.
import { join } from 'node:path'

/** The packages lie in the folder above, where the test installs them. */
export default { turbopack: { root: join(import.meta.dirname, '..') }, devIndicators: false }
