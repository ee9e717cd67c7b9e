import { Command, Option } from 'commander'
import { reportingErrors } from '../command-error.ts'
import {
  collectAdminKey,
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
    .addOption(new Option('--port <number>', '0 takes any free port').default(9229).argParser(parsePort))
    .option('--host <address>', 'where to listen; other than loopback needs --admin-key', '127.0.0.1')
    .addOption(new Option('--data <folder>', 'where everything is kept').default('.latchkey/data'))
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
        .argParser(parseRegion),
    )
    .addOption(
      new Option('--issuer <address>', 'the address in tokens, where clients see another').argParser(
        parseIssuer,
      ),
    )
    .addOption(
      new Option('--admin-key <id:secret>', 'a key that may administer; may be repeated')
        .default([], 'on loopback: any')
        .argParser(collectAdminKey)
        .env('LATCHKEY_ADMIN_KEY'),
    )
    .option('--json', 'print one line of JSON, {"url","pid"}, when ready; make no pool')
    .action(async (options: StartOptions) =>
      reportingErrors(async () => {
        const { start } = await import('./start.ts')
        await start(options)
      }),
    )
}
