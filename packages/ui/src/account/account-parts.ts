import type { ComponentChildren } from 'preact'
import type { PasswordRules } from '../screens/parts.ts'
import type { ViewContext } from '../views/context.ts'
import { el, type Piece, region } from '../views/element.ts'
import type { AccountTexts } from './account-texts.ts'

/** What the account is drawn with. */
export interface AccountContext extends ViewContext {
  readonly accountTexts: AccountTexts
  readonly passwordRules: PasswordRules | undefined
}

/** How much a button asks for. */
export type Kind = 'primary' | 'danger' | 'plain'

/** A group of lines under a title. */
export function section(title: string, lead: string | undefined, ...rows: ComponentChildren[]): Piece {
  return region(
    'group',
    'section',
    {},
    region('group-title', 'h2', {}, title),
    lead !== undefined && region('hint', 'p', {}, lead),
    ...rows,
  )
}

/** A line of the account: what it is, how it stands, what can be done. */
export function row(name: string, value: ComponentChildren, ...actions: ComponentChildren[]): Piece {
  return region(
    'row',
    'form',
    { method: 'post', novalidate: true },
    region('row-text', 'div', {}, el('strong', {}, name), value !== '' && el('span', {}, value)),
    actions.some(Boolean) && region('row-actions', 'div', {}, ...actions),
  )
}

/** A button that sends `intent`. */
export function button(intent: string, label: string, of?: string, kind: Kind = 'plain'): Piece {
  return region(
    'action',
    'button',
    {
      // One that does something else is another one: a second press must not do it.
      key: intent,
      type: 'submit',
      name: 'intent',
      value: intent,
      'data-kind': kind,
      // Many buttons read the same: who hears them is told what each is about.
      'aria-label': of === undefined ? undefined : `${label}: ${of}`,
    },
    label,
  )
}

/** A mark beside a value. */
export function badge(text: string, good: boolean): Piece {
  return region('badge', 'span', { 'data-good': good ? 'true' : 'false' }, text)
}

/** A day, as people of the language write it. */
export const day = (date: Date, { language }: AccountContext) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(date)
