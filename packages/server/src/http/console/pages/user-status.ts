import type { UserType } from '@latchkey/protocol/user-pools'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'

/** A user's status: a disabled one's is that. */
export function statusPill({ Enabled, UserStatus }: Pick<UserType, 'Enabled' | 'UserStatus'>): Markup {
  if (Enabled === false) return html`<span data-console="pill" data-kind="bad">DISABLED</span>`
  const good = UserStatus === 'CONFIRMED' || UserStatus === 'EXTERNAL_PROVIDER'
  return html`<span data-console="pill" data-kind="${good ? 'good' : 'other'}">${UserStatus}</span>`
}
