import type { AWSMobileClient } from '@latchkey/client'
import { render } from 'preact'
import { describeSignIn } from '../description/describe.ts'
import { fieldsOf } from '../draw/fields-of.ts'
import { adoptStyle } from '../draw/style.ts'
import { countriesOf } from '../elements/countries-of.ts'
import { enhance, prepare } from '../enhance/enhance.ts'
import { accountStyle } from '../generated/account-style.ts'
import { moreStyle } from '../generated/more-style.ts'
import { screenStyle } from '../generated/screen-style.ts'
import { type Language, loadTexts } from '../texts/load-texts.ts'
import { type AccountNews, createAccountFlow } from './account-flow.ts'
import type { AccountState } from './account-state.ts'
import { accountView } from './account-view.ts'
import { loadAccountTexts } from './load-account-texts.ts'

/** An account that is drawn in an element. */
export interface AccountDrawing {
  /** Takes it all away. */
  end(): void
}

interface DrawAccountOptions {
  readonly idPrefix: string
  readonly language: Language
  readonly issuer?: string | undefined
  readonly news: (news: AccountNews) => void
}

/** Draws the account of a client's person in an element of the page. */
export function drawAccount(
  root: HTMLElement,
  client: AWSMobileClient,
  { idPrefix, language, issuer, news }: DrawAccountOptions,
): AccountDrawing {
  for (const style of [screenStyle, moreStyle, accountStyle]) adoptStyle(root.ownerDocument, style)
  root.dataset['lk'] ??= 'root'
  const controller = new AbortController()
  const flow = createAccountFlow(client, describeSignIn, news, issuer)
  const plain = enhance(root)
  let opened: AccountState['panel']

  const words = Promise.all([loadTexts(language), loadAccountTexts(language)])
  void words.then(([texts, accountTexts]) => {
    if (controller.signal.aborted) return
    const draw = (state: AccountState) => {
      const { passwordRules } = flow
      const context = {
        ...countriesOf(root),
        idPrefix,
        language,
        texts,
        accountTexts,
        passwordRules,
        busy: state.busy,
      }
      const { ownerDocument } = root
      const wasHere = root.contains(ownerDocument.activeElement)
      render(accountView(state, context), root)
      prepare(root)
      const isLost = wasHere && !root.contains(ownerDocument.activeElement)
      focusAfter(root, state, opened, isLost)
      opened = state.panel
    }
    flow.subscribe(draw)
    draw(flow.state)
    void flow.start()
  })

  root.addEventListener(
    'submit',
    event => {
      event.preventDefault()
      const intent = event.submitter?.getAttribute('value') ?? 'submit'
      void flow.send(intent, fieldsOf(event.target as HTMLFormElement))
    },
    { signal: controller.signal },
  )

  return {
    end() {
      controller.abort()
      flow.end()
      plain()
      render(null, root)
    },
  }
}

/**
 * An opened part has the cursor; when it closes the heading does, since the button that opened it is new, and so does
 * it when the button that was pressed is gone.
 */
function focusAfter(
  root: HTMLElement,
  { panel }: AccountState,
  before: AccountState['panel'],
  isLost: boolean,
): void {
  if (panel?.kind === before?.kind && !isLost) return
  const places = panel ? ['input:not([type=hidden]):not([readonly])', 'button'] : []
  const [place] = places.flatMap(
    place => root.querySelector<HTMLElement>(`[data-form=answer] ${place}`) ?? [],
  )
  const aim = place ?? root.querySelector<HTMLElement>('[data-lk=heading]')
  aim?.focus()
}
