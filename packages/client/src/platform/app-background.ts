import type { Background } from './platform.ts'

/** What is needed of React Native's `AppState`. */
interface AppState {
  readonly currentState: string
  addEventListener(type: 'change', listener: () => void): unknown
}

/**
 * React Native's word on whether somebody sees the app.
 *
 * @example new AWSMobileClient({ configuration, autoRefresh: true, background: appBackground(AppState) })
 */
export function appBackground(appState: AppState): Background {
  return {
    waits: () => appState.currentState === 'background',
    watch: callback => void appState.addEventListener('change', callback),
  }
}
