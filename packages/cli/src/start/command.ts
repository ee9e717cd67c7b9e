import { Command, Option } from 'commander'
import { reportingErrors } from '../command-error.ts'
import {
  collectAdminKey,
  collectTrustedProxy,
  parseDatabase,
  parseIssuer,
  parsePort,
  parseRegion,
  type StartOptions,
} from './options.ts'

/** `latchkey start`. The server is loaded only when it runs, so that `latchkey --help` answers at once. */
export function startCommand(): Command {
  return new Command('start')
    .description('Starts the server. Ctrl-C ends it.')
    .showHelpAfterError('(latchkey start --help tells more)')
    .addOption(
      new Option('--config <file>', 'a configuration file; default: latchkey.config.{ts,js,json}').env(
        'LATCHKEY_CONFIG',
      ),
    )
    .addOption(
      new Option('--port <number>', '0 takes any free port')
        .default(9229)
        .argParser(parsePort)
        .env('LATCHKEY_PORT'),
    )
    .addOption(
      new Option('--host <address>', 'where to listen; other than loopback needs --admin-key')
        .default('127.0.0.1')
        .env('LATCHKEY_HOST'),
    )
    .addOption(
      new Option('--data <folder>', 'where everything is kept')
        .default('.latchkey/data')
        .env('LATCHKEY_DATA'),
    )
    .addOption(new Option('--in-memory', 'keep nothing').conflicts('data'))
    .addOption(
      new Option('--database <url>', 'a PostgreSQL that several servers may share')
        .conflicts(['data', 'inMemory'])
        .argParser(parseDatabase)
        .env('LATCHKEY_DATABASE'),
    )
    .option('--root-key-file <path>', 'the root key, 32 bytes in base64; or LATCHKEY_ROOT_KEY')
    .addOption(
      new Option('--region <name>', 'the region in ids, names and signatures')
        .default('us-east-1')
        .argParser(parseRegion)
        .env('LATCHKEY_REGION'),
    )
    .addOption(
      new Option('--issuer <address>', 'the address in tokens, where clients see another')
        .argParser(parseIssuer)
        .env('LATCHKEY_ISSUER'),
    )
    .addOption(
      new Option('--admin-key <id:secret>', 'a key that may administer; may be repeated')
        .default([], 'on loopback: any')
        .argParser(collectAdminKey)
        .env('LATCHKEY_ADMIN_KEY'),
    )
    .addOption(
      new Option('--tls-certificate <file>', 'speak HTTPS: the certificate and those in between, PEM').env(
        'LATCHKEY_TLS_CERTIFICATE',
      ),
    )
    .addOption(new Option('--tls-key <file>', 'the key of the certificate, PEM').env('LATCHKEY_TLS_KEY'))
    .addOption(
      new Option('--trusted-proxy <network>', 'whose X-Forwarded-For is believed; may be repeated')
        .argParser(collectTrustedProxy)
        .env('LATCHKEY_TRUSTED_PROXIES'),
    )
    .addOption(
      new Option('--metrics-token <token>', 'serve /metrics to who brings it as a bearer').env(
        'LATCHKEY_METRICS_TOKEN',
      ),
    )
    .addOption(
      new Option('--log-level <level>', 'what is logged, as JSON on standard error')
        .choices(['silent', 'error', 'warn', 'info', 'debug'])
        .env('LATCHKEY_LOG_LEVEL'),
    )
    .option('--json', 'print one line of JSON, {"url","pid"}, when ready; make no pool')
    .action(async (options: StartOptions, command: Command) =>
      reportingErrors(async () => {
        const { start } = await import('./start.ts')
        await start(options, name => ['cli', 'env'].includes(command.getOptionValueSource(name) ?? ''))
      }),
    )
}
