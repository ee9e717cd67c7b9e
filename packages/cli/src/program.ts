import { Command } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { backupCommand, restoreCommand } from './backup/command.ts'
import { inboxCommand } from './inbox/command.ts'
import { startCommand } from './start/command.ts'

/** The whole command line: one file per command, put together here. */
export function createProgram(): Command {
  return new Command('latchkey')
    .description('Amazon Cognito’s protocols on your own machine.')
    .version(manifest.version)
    .showHelpAfterError('(latchkey --help tells more)')
    .addCommand(startCommand())
    .addCommand(inboxCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
}
