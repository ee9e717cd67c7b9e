import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A person at a page who has only a keyboard. */
export interface KeyboardPerson {
  /** What has the focus: the name of a field, what a button is called, the text of a heading. */
  at(): Promise<string>
  /** Walks on by the tabulator to what has a name; every stop on the way has to be visible. */
  walkTo(name: string): Promise<void>
  type(text: string): Promise<void>
  /** Presses the return key. */
  enter(): Promise<void>
  /** Walks to a field and types. */
  fill(name: string, text: string): Promise<void>
  /** Walks to a button or link and presses it. */
  press(name: string): Promise<void>
  /** Waits for a screen by its kind, and for its heading to have the focus. */
  arrivesAt(kind: string, heading: string): Promise<void>
}

export function byKeyboard(page: Page): KeyboardPerson {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      const field = element.getAttribute('name')
      const name = field && field !== 'intent' ? field : (element.ariaLabel ?? element.textContent ?? '')
      return { name, outline: getComputedStyle(element).outlineStyle }
    })
  const person: KeyboardPerson = {
    at: async () => (await focused()).name,
    async walkTo(name) {
      for (let step = 0; step < 25; step += 1) {
        await page.keyboard.press('Tab')
        const here = await focused()
        expect(here.outline, `at ${here.name}`).not.toBe('none')
        if (here.name === name) return
      }
      throw new Error(`Nobody gets to ${name} by keyboard.`)
    },
    type: text => page.keyboard.type(text),
    enter: () => page.keyboard.press('Enter'),
    async fill(name, text) {
      await person.walkTo(name)
      await person.type(text)
    },
    async press(name) {
      await person.walkTo(name)
      await person.enter()
    },
    async arrivesAt(kind, heading) {
      await page.locator(`[data-lk="card"][data-screen="${kind}"]`).waitFor()
      expect(await person.at()).toBe(heading)
    },
  }
  return person
}
