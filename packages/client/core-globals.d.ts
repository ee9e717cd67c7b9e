/**
 * All that the core takes for granted of a runtime besides ECMAScript: what browsers, workers, Node, Deno, Bun
 * and React Native have alike. `tsc -p packages/client/tsconfig.core.json` fails when anything else creeps in.
 */

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}

declare class URL {
  constructor(url: string)
  readonly href: string
  readonly protocol: string
  readonly hostname: string
  static canParse(url: string): boolean
}

declare function atob(base64: string): string
declare function btoa(binary: string): string

/** WebCrypto's hashes, for the engine that a platform makes of them; the core never reaches for them itself. */
interface SubtleCrypto {
  digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { name: 'HMAC'; hash: 'SHA-256' },
    extractable: false,
    usages: ['sign'],
  ): Promise<unknown>
  sign(algorithm: 'HMAC', key: unknown, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
}
