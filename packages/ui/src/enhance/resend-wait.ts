/** Lets buttons for another code rest for as many seconds as they say, and shows how many are left. */
export function startWaits(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-wait]:not([data-label])')) wait(button)
}

/** A press of such a button: while it rests it does nothing, and then it rests anew. It keeps the focus all the while. */
export function pressWaiting(event: Event, button: HTMLElement): void {
  if (button.ariaDisabled) event.preventDefault()
  else wait(button)
}

function wait(button: HTMLElement): void {
  const { dataset } = button
  const label = (dataset['label'] ??= button.textContent ?? '')
  const language = button.closest<HTMLElement>('[lang]')?.lang ?? 'en'
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' })
  const ends = Date.now() + Number(dataset['wait']) * 1000
  button.ariaDisabled = 'true'
  const tick = () => {
    const left = Math.ceil((ends - Date.now()) / 1000)
    if (!button.isConnected) return
    if (left <= 0) {
      button.ariaDisabled = null
      button.textContent = label
      return
    }
    button.textContent = (dataset['waitText'] ?? '{time}').replace('{time}', format.format(left))
    setTimeout(tick, 1000)
  }
  tick()
}
