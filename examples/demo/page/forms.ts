import { isAWSMobileClientError } from '@latchkey/client'
import { find } from './elements.ts'

/** The text of a form's field. */
export function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return find(`[name="${name}"]`, HTMLInputElement, form)
}

/** Runs what a button or a form asks for: one at a time, its error told in the section where it was asked. */
export async function attempt(
  section: HTMLElement,
  button: HTMLButtonElement,
  action: () => Promise<void>,
): Promise<void> {
  const error = find('.error', HTMLElement, section)
  error.textContent = ''
  button.disabled = true
  try {
    await action()
  } catch (thrown) {
    error.textContent = sentenceFor(thrown)
  } finally {
    button.disabled = false
  }
}

/** Runs an action whenever a form is sent. */
export function onSubmit(section: HTMLElement, action: (form: HTMLFormElement) => Promise<void>): void {
  const form = find('form', HTMLFormElement, section)
  const button = find('button.primary', HTMLButtonElement, form)
  form.addEventListener('submit', event => {
    event.preventDefault()
    void attempt(section, button, () => action(form))
  })
}

/** Runs an action whenever a button is pressed. */
export function onPress(section: HTMLElement, selector: string, action: () => Promise<void>): void {
  const button = find(selector, HTMLButtonElement, section)
  button.addEventListener('click', () => void attempt(section, button, action))
}

function sentenceFor(thrown: unknown): string {
  if (isAWSMobileClientError(thrown)) return `${thrown.message} (${thrown.kind})`
  return thrown instanceof Error ? thrown.message : String(thrown)
}
