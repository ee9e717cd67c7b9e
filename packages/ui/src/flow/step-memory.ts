import type { Told } from '../screens/parts.ts'
import type { ScreenOf } from '../screens/screen.ts'

/**
 * The steps between calls that the client itself does not keep; of a challenge, which it does, only that there was one
 * and whose.
 */
export type KeptStep =
  | ScreenOf<'confirm-sign-up'>
  | ScreenOf<'reset-password'>
  | { readonly kind: 'challenge'; readonly username: string }

/** Longer than codes are good for makes no sense. */
const validity = 60 * 60_000

/** Keeps such a step, never a password or a code, for as long as the tab lives; `undefined` forgets it. */
export function keepStep(key: string, step: KeptStep | undefined): void {
  try {
    if (!step) {
      sessionStorage.removeItem(key)
      return
    }
    const { error, fieldErrors, notice, values, ...kept }: KeptStep & Told = step
    sessionStorage.setItem(key, JSON.stringify({ expires: Date.now() + validity, step: kept }))
  } catch {
    // A browser that keeps nothing: the step does not outlive the page.
  }
}

/** The step that was kept, if it is still good. */
export function keptStep(key: string): KeptStep | undefined {
  try {
    const { expires, step } = JSON.parse(sessionStorage.getItem(key) ?? '{}') as {
      expires?: number
      step?: KeptStep
    }
    return step && (expires ?? 0) > Date.now() ? step : undefined
  } catch {
    return undefined
  }
}
