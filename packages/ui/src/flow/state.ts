import type { Screen } from '../screens/screen.ts'
import type { ErrorTextId, NoticeId } from '../texts/texts.ts'

/** What is on show, and whether an answer to it is on its way. */
export interface FlowState {
  readonly screen: Screen
  readonly busy: boolean
  /** Counts screens: a new one is drawn anew, the same one keeps what was typed. */
  readonly step: number
  /** Counts what was told, so that the same words said again are heard again. */
  readonly told: number
}

/** What can happen to it. */
export type FlowEvent =
  | { readonly type: 'shown'; readonly screen: Screen }
  | { readonly type: 'sent' }
  | { readonly type: 'refused'; readonly error: ErrorTextId }
  | { readonly type: 'fieldsRefused'; readonly fieldErrors: Readonly<Record<string, ErrorTextId>> }
  | { readonly type: 'noticed'; readonly notice: NoticeId }
  /** More is known of the same screen, such as its picture. */
  | { readonly type: 'completed'; readonly screen: Screen }
  | { readonly type: 'calmed' }

export const initialFlowState: FlowState = { screen: { kind: 'checking' }, busy: false, step: 0, told: 0 }

/** The next state; the only place where it changes. */
export function reduceFlow(state: FlowState, event: FlowEvent): FlowState {
  const { error, fieldErrors, notice, ...quiet } = state.screen
  const told = state.told + 1
  switch (event.type) {
    case 'shown':
      return { screen: event.screen, busy: false, step: state.step + 1, told }
    case 'sent':
      return { ...state, busy: true }
    case 'refused':
      return { ...state, busy: false, told, screen: { ...quiet, error: event.error } as Screen }
    case 'fieldsRefused':
      return { ...state, busy: false, told, screen: { ...quiet, fieldErrors: event.fieldErrors } as Screen }
    case 'noticed':
      return { ...state, busy: false, told, screen: { ...quiet, notice: event.notice } as Screen }
    case 'completed':
      return { ...state, screen: { ...state.screen, ...event.screen } as Screen }
    case 'calmed':
      return { ...state, busy: false, screen: quiet as Screen }
  }
}
