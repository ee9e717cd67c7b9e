import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/installation.js'

/**
 * Packs a package as npm publishes it, and unpacks it into an app's `node_modules`.
 *
 * @param name the folder in `packages`; one of those that the harness has built
 * @returns where it lies now
 */
export function installPacked(name: 'client' | 'react', app: string): string {
  const target = join(app, 'node_modules', '@latchkey', name)
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const [packed] = JSON.parse(
    String(
      execFileSync('npm', ['pack', '--json', '--pack-destination', app], {
        cwd: join(root, 'packages', name),
        stdio: 'pipe',
      }),
    ),
  ) as { filename: string }[]
  const archive = join(app, packed!.filename)
  execFileSync('tar', ['-xzf', archive, '-C', target, '--strip-components', '1'])
  rmSync(archive)
  return target
}
