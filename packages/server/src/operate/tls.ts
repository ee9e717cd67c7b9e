import { readFileSync, statSync } from 'node:fs'
import type { SecureContextOptions, Server } from 'node:tls'

/** A certificate and its key, in PEM. Renewed files are taken up while the server runs. */
export interface TlsFiles {
  /** The certificate, followed by those in between. */
  readonly certificateFile: string
  readonly keyFile: string
}

/** @throws Error when a file cannot be read */
export function readTlsFiles({ certificateFile, keyFile }: TlsFiles): SecureContextOptions {
  return { cert: readFileSync(certificateFile), key: readFileSync(keyFile), minVersion: 'TLSv1.2' }
}

/**
 * Takes up a renewed certificate; while the new files do not fit together, the old ones stay.
 *
 * @param every milliseconds between two looks
 * @param report where troubles with the new files go
 * @returns what ends it
 */
export function watchTlsFiles(
  server: Pick<Server, 'setSecureContext'>,
  files: TlsFiles,
  every: number,
  report: (error: unknown) => void,
): () => void {
  let version = versionOf(files)
  const timer = setInterval(() => {
    try {
      const found = versionOf(files)
      if (found === version) return
      server.setSecureContext(readTlsFiles(files))
      version = found
    } catch (error) {
      report(error)
    }
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}

/** Changes when either file is another one. */
function versionOf({ certificateFile, keyFile }: TlsFiles): string {
  return [certificateFile, keyFile]
    .map(file => {
      const { mtimeMs, size, ino } = statSync(file)
      return `${mtimeMs} ${size} ${ino}`
    })
    .join(' ')
}
