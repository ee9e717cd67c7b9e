import { Command, Option } from 'commander'
import { reportingErrors } from '../command-error.ts'
import type { BackupOptions, RestoreCommandOptions } from './backup.ts'

const data = () => new Option('--data <folder>', 'the data folder of the server').default('.latchkey/data')

/** `latchkey backup`: a copy of the embedded database, while the server runs. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Copies the embedded database into a file, while the server may run.')
    .showHelpAfterError('(latchkey backup --help tells more)')
    .argument('<file>', 'the file to be made')
    .addOption(data())
    .action(async (file: string, options: BackupOptions) =>
      reportingErrors(async () => {
        const { backup } = await import('./backup.ts')
        console.log(backup(file, options))
      }),
    )
}

/** `latchkey restore`: puts a backup in place of the database, while no server runs. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Puts a backup into a data folder that no server is using.')
    .showHelpAfterError('(latchkey restore --help tells more)')
    .argument('<file>', 'a file that latchkey backup made')
    .addOption(data())
    .option('--replace', 'replace the database that is there')
    .option('--keep-sessions', 'nobody has to sign in anew; what was revoked since the backup works again')
    .action(async (file: string, options: RestoreCommandOptions) =>
      reportingErrors(async () => {
        const { restore } = await import('./backup.ts')
        console.log(restore(file, options, Date.now()))
      }),
    )
}
