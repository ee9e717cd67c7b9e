/** From the least to the most: `silent` says nothing, `info` one line for each request. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** A log of events, each an object with an `event` of its own. Any logger with these methods will do, pino's too. */
export interface Log {
  debug(fields: object): void
  info(fields: object): void
  warn(fields: object): void
  error(fields: object): void
}

/**
 * Members that are never written, wherever they stand. The server logs no bodies at all: this is for what an error
 * may carry along.
 */
const secretNames = [
  'password',
  'Password',
  'PASSWORD',
  'authorization',
  'cookie',
  'token',
  'Token',
  'AccessToken',
  'IdToken',
  'RefreshToken',
  'Session',
  'SecretHash',
  'SECRET_HASH',
  'ClientSecret',
  'client_secret',
  'ConfirmationCode',
  'code',
  'SecretKey',
  'secretAccessKey',
  'sessionToken',
]

/** Lines of JSON on standard error, written by pino, with secrets cut out. */
export async function createLog(level: LogLevel): Promise<Log> {
  const { default: pino } = await import('pino')
  const log: Log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      redact: {
        paths: secretNames.flatMap(name => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[secret]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  )
  return log
}

/** Says nothing. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
