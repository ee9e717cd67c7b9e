/** Lets buttons for another code rest for as many seconds as they say, and shows how many are left. */
export function startWaits(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-wait]')) {
    if (button.dataset['waiting'] !== undefined) continue
    wait(button, Number(button.dataset['wait']))
  }
}

function wait(button: HTMLButtonElement, seconds: number): void {
  const label = button.textContent
  const language = button.closest<HTMLElement>('[lang]')?.lang ?? 'en'
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' })
  const ends = Date.now() + seconds * 1000
  button.dataset['waiting'] = 'true'
  button.disabled = true
  const tick = () => {
    const left = Math.ceil((ends - Date.now()) / 1000)
    if (!button.isConnected) return
    if (left <= 0) {
      button.disabled = false
      button.textContent = label
      return
    }
    button.textContent = (button.dataset['waitText'] ?? '{time}').replace('{time}', format.format(left))
    setTimeout(tick, 1000)
  }
  tick()
}
