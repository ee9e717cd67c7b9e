/**
 * Which folder may import which: the picture of the house, as data.
 *
 *     protocol ◄── client ◄── ui ◄── react
 *        ▲                     ▲
 *        └──────── server ─────┘ (views only)
 *                     ▲
 *                    cli
 */

/** For each package, the specifiers of other packages of this repository that its code may import. */
export const packageArrows: Readonly<Record<string, readonly RegExp[]>> = {
  protocol: [],
  client: [/^@latchkey\/protocol(\/|$)/],
  ui: [/^@latchkey\/(protocol|client)(\/|$)/],
  react: [/^@latchkey\/(protocol|client|ui)(\/|$)/],
  server: [/^@latchkey\/protocol(\/|$)/, /^@latchkey\/ui\/views(\/|$)/],
  cli: [/^@latchkey\/server(\/|$)/],
}

/** The server's layers from the outermost to the innermost; each may import itself and those after it. */
export const serverLayers = ['http', 'oauth', 'operations', 'flow', 'domain', 'store'] as const

/** Files of the client that may use what only one platform has. */
export const platformFolder = /^packages\/client\/src\/(platform\/|node\.ts$|browser\.ts$)/
