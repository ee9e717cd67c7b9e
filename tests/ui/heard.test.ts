import { describe, expect, it } from 'vitest'
import { createApp } from '../client/app.ts'
import { dropIn } from './drop-in.ts'
import { screen } from './person-at.ts'

const ui = dropIn()

describe('who hears the sign-in', () => {
  it('says what is wrong once, to who hears the page, and leaves what was typed', async () => {
    const app = await createApp(ui.url)
    const { page } = await ui.open(app)
    const signIn = screen(page, 'sign-in')
    await signIn.getByLabel('User name').fill('nobody-here')
    await signIn.getByLabel('Password').fill('Wrong-Horse-7')
    await page.evaluate(() => {
      const heard: string[] = []
      const regions = document.querySelectorAll('[aria-live], [role=status], [role=alert]')
      Object.assign(globalThis, { heard, regions: regions.length })
      new MutationObserver(changes => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) heard.push(node.textContent ?? '')
      }).observe(regions[0]!, { childList: true, subtree: true, characterData: true })
      const input = document.querySelector<HTMLInputElement>('[name=password]')!
      input.focus()
      input.setSelectionRange(3, 5)
    })
    const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
    await page.keyboard.press('Enter')
    await signIn.getByText('The name or the password is not right.').waitFor()
    expect(await heard()).toEqual(['The name or the password is not right.'])
    expect(await page.evaluate(() => (globalThis as unknown as { regions: number }).regions)).toBe(1)
    expect(
      await page.evaluate(() => {
        const input = document.activeElement as HTMLInputElement
        return [input.name, input.value, input.selectionStart, input.selectionEnd]
      }),
    ).toEqual(['password', 'Wrong-Horse-7', 3, 5])
    expect(await signIn.getByLabel('User name').inputValue()).toBe('nobody-here')
    await page.keyboard.press('Enter')
    await expect.poll(heard).toHaveLength(2)
    await page.context().close()
  })
})
