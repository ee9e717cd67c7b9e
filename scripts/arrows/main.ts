/** Ends with 1 and says why when an import of a package points against the picture of the house. */
import { root } from '../installation.js'
import { importsOfPackages } from './imports.ts'
import { violationOf } from './violations.ts'

const imports = importsOfPackages(root)
if (imports.length === 0) throw new Error('No import was found: the check reads the wrong folder.')
for (const found of imports) {
  const violation = violationOf(found)
  if (violation === undefined) continue
  console.error(`${found.file}: ${violation}`)
  process.exitCode = 1
}
