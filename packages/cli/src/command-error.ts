/** What a person at the terminal can mend: printed as one line, without a stack, with exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/**
 * Runs a command's action; prints its {@link CommandError} as one line. Anything else is a defect and keeps its
 * stack.
 */
export async function reportingErrors(action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    console.error(`latchkey: ${error.message}`)
    process.exitCode = 1
  }
}
