/** The `latchkey` command: reads the words that were typed and runs the command that they name. */
import { createProgram } from './program.ts'

await createProgram().parseAsync()
