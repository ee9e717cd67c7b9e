import { render } from 'preact'
import { enhance, prepare } from '../enhance/enhance.ts'
import type { SignInFlow } from '../flow/flow.ts'
import type { FlowState } from '../flow/state.ts'
import type { Intent } from '../screens/screen.ts'
import type { ViewContext } from '../views/context.ts'
import { lazyViewOf } from '../views/lazy-view.ts'
import { fieldsOf } from './fields-of.ts'
import { adoptStyle } from './style.ts'

/** A flow that is drawn in an element. */
export interface Drawing {
  /** Draws again, because language or look have changed. */
  refresh(): void
  /** Takes it all away. */
  end(): void
}

/**
 * Draws a flow's screens in an element of the page, and gives the flow what people answer.
 *
 * @param context asked at each drawing
 */
export function drawFlow(
  root: HTMLElement,
  flow: SignInFlow,
  context: () => Omit<ViewContext, 'busy' | 'step' | 'told'>,
): Drawing {
  adoptStyle(root.ownerDocument)
  root.dataset['lk'] ??= 'root'
  let drawn: FlowState | undefined

  const draw = (state: FlowState) => {
    const { screen, busy, step, told } = state
    // A page that opens with a form keeps its focus; a dialog is all about it.
    const follows = drawn && (drawn.screen.kind !== 'checking' || root.closest('dialog'))
    const isNew = follows && drawn?.step !== step
    drawn = state
    render(lazyViewOf(screen, { ...context(), busy, step, told }), root)
    prepare(root)
    // Whoever hears the page hears what it is about now; whoever types is where he was.
    if (isNew) root.querySelector<HTMLElement>('[data-lk="heading"]')?.focus()
  }

  const sent = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const intent = event.submitter?.getAttribute('value') ?? 'submit'
    void flow.send(intent as Intent, fieldsOf(form))
  }

  root.addEventListener('submit', sent)
  const plain = enhance(root)
  const quiet = flow.subscribe(draw)
  draw(flow.state)
  return {
    refresh: () => draw(flow.state),
    end() {
      quiet()
      plain()
      root.removeEventListener('submit', sent)
      render(null, root)
    },
  }
}
