import type { AWSMobileClient } from '@latchkey/client'
import { describe, find } from './elements.ts'
import { attempt, onPress } from './forms.ts'

type Kind = 'id' | 'access'

const times = new Set(['exp', 'iat', 'auth_time', 'nbf'])

/** The two tokens of a session, read claim by claim. */
export function tokensView(client: AWSMobileClient): { show(): Promise<void> } {
  const section = find('#session', HTMLElement)
  const claims = find('#claims', HTMLElement)
  let shown: Kind = 'id'

  const render = async (forceRefresh: boolean) => {
    const { idToken, accessToken } = await client.getTokens({ forceRefresh, whenSignedOut: 'reject' })
    const token = shown === 'id' ? idToken : accessToken
    describe(claims, Object.entries(token?.claims ?? {}).map(rowOf))
    find('#username', HTMLElement).textContent = client.username ?? ''
  }

  for (const kind of ['id', 'access'] as const) {
    const tab = find(`#tab-${kind}`, HTMLButtonElement)
    tab.addEventListener('click', () => {
      shown = kind
      for (const other of section.querySelectorAll('[role="tab"]')) {
        other.setAttribute('aria-selected', String(other === tab))
      }
      find('#token', HTMLElement).setAttribute('aria-labelledby', tab.id)
      void attempt(section, tab, () => render(false))
    })
  }
  onPress(section, '#refresh', () => render(true))
  return { show: () => render(false) }
}

function rowOf([name, value]: [string, unknown]): [string, string, string?] {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (!times.has(name) || typeof value !== 'number') return [name, text]
  return [name, text, new Date(value * 1000).toLocaleString()]
}
