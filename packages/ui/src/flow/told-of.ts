import type { Screen } from '../screens/screen.ts'
import type { FlowEvent } from './state.ts'

/** What to tell of an error. Where even that cannot be fetched there is no network. */
export async function toldOf(screen: Screen, error: unknown): Promise<FlowEvent> {
  try {
    const { failureEvent } = await import('./failures.ts')
    return failureEvent(screen, error)
  } catch {
    return { type: 'refused', error: navigator.onLine === false ? 'offline' : 'network' }
  }
}
