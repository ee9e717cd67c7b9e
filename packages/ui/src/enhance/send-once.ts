/** Sends each form once, however often its button is pressed, until the page comes back. */
export function sendOnce(root: HTMLElement): void {
  root.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement
    if (form.dataset['sent'] !== undefined) event.preventDefault()
    form.dataset['sent'] = 'true'
    form.querySelector('[data-lk=submit]')?.setAttribute('aria-disabled', 'true')
  })
  // The browser's way back shows the page as it was left.
  addEventListener('pageshow', () => {
    for (const form of root.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
      delete form.dataset['sent']
      form.querySelector('[data-lk=submit]')?.removeAttribute('aria-disabled')
    }
  })
}
