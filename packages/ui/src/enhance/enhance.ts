import { pressWaiting, startWaits } from './resend-wait.ts'

/**
 * Makes a drawn or printed form more comfortable: shows passwords, copies keys, sends complete codes, ticks off
 * password rules. Everything works without it.
 *
 * @returns undoes it
 */
export function enhance(root: HTMLElement): () => void {
  const controller = new AbortController()
  const { signal } = controller
  root.addEventListener('click', pressed, { signal })
  root.addEventListener('input', typed, { signal })
  prepare(root)
  return () => controller.abort()
}

/** Shows what only works by script, and starts what waits: for markup that has just been drawn. */
export function prepare(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-reveals][hidden], [data-copies][hidden]')) {
    button.hidden = false
  }
  startWaits(root)
}

function pressed(event: Event): void {
  const { target } = event
  const button =
    target instanceof Element
      ? target.closest<HTMLElement>('[data-reveals], [data-copies], [data-wait]')
      : null
  if (!button) return
  const { reveals, copies, wait } = button.dataset
  if (reveals !== undefined) reveal(button, reveals)
  if (copies !== undefined) copy(button, copies)
  if (wait !== undefined) pressWaiting(event, button)
}

function reveal(button: HTMLElement, id: string): void {
  const input = document.getElementById(id)
  if (!(input instanceof HTMLInputElement)) return
  const shown = input.type === 'text'
  input.type = shown ? 'password' : 'text'
  button.textContent = (shown ? button.dataset['show'] : button.dataset['hide']) ?? ''
}

function copy(button: HTMLElement, text: string): void {
  const before = button.textContent
  navigator.clipboard.writeText(text).then(
    () => {
      button.textContent = button.dataset['copied'] ?? ''
      setTimeout(() => {
        button.textContent = before
      }, 2000)
    },
    // Not allowed here: the key stands beside the button, to be marked by hand.
    () => selectTextBeside(button),
  )
}

function selectTextBeside(button: HTMLElement): void {
  const key = button.previousElementSibling
  if (key) getSelection()?.selectAllChildren(key)
}

function typed({ target }: Event): void {
  if (!(target instanceof HTMLInputElement)) return
  if (target.dataset['length'] !== undefined) sendCompleteCode(target, Number(target.dataset['length']))
  if (target.autocomplete === 'new-password') tickOffRules(target)
}

/** A complete code is sent by itself, once: who corrects a wrong one decides when it is right. */
function sendCompleteCode(input: HTMLInputElement, length: number): void {
  const { form } = input
  const digits = input.value.normalize('NFKC').replace(/[\s-]/g, '')
  const alone = form?.querySelectorAll('input:not([type=hidden]):not([readonly])').length === 1
  if (!alone || input.dataset['sent'] || !new RegExp(`^\\d{${length}}$`).test(digits)) return
  input.dataset['sent'] = 'true'
  form.requestSubmit(form.querySelector<HTMLElement>('[name=intent][value=submit]'))
}

const rules: Readonly<Record<string, RegExp>> = {
  uppercase: /\p{Lu}/u,
  lowercase: /\p{Ll}/u,
  number: /\d/,
  symbol: /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/,
}

function tickOffRules(input: HTMLInputElement): void {
  const hint = document.getElementById(`${input.id}-hint`)
  for (const row of hint?.querySelectorAll<HTMLElement>('[data-rule]') ?? []) {
    const { rule = '', minimum } = row.dataset
    const met = minimum ? input.value.length >= Number(minimum) : rules[rule]?.test(input.value)
    row.toggleAttribute('data-met', met)
  }
}
