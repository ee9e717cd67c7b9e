import { Command, Option } from 'commander'
import { reportingErrors } from '../command-error.ts'
import type { InboxOptions } from './inbox.ts'

/** `latchkey inbox`: what a local server sent instead of mail and SMS. */
export function inboxCommand(): Command {
  return new Command('inbox')
    .description('Shows the mail and SMS that a local server sent.')
    .showHelpAfterError('(latchkey inbox --help tells more)')
    .option('--to <address>', 'only what went to this e-mail address or phone number')
    .option('--follow', 'go on, and show each message as it comes')
    .addOption(
      new Option('--url <address>', 'where the server is')
        .default('http://127.0.0.1:9229')
        .env('LATCHKEY_URL'),
    )
    .action(async (options: InboxOptions) =>
      reportingErrors(async () => {
        const { inbox } = await import('./inbox.ts')
        await inbox(options, { fetch, print: line => console.log(line), pause })
      }),
    )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
