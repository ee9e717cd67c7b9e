import type { Page } from 'playwright-core'

/** What a page has said to who hears it. */
export interface Heard {
  /** Each text that came into a live region, in its order. */
  texts(): Promise<string[]>
  /** How many live regions there are now. */
  regions(): Promise<number>
}

/**
 * Listens as a screen reader does: to what is added to a live region that is there already. A region that arrives
 * with a text in it is noted as `silent: …`, since readers pass over it.
 */
export async function hear(page: Page): Promise<Heard> {
  await page.evaluate(() => {
    const live = '[aria-live], [role=status], [role=alert]'
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    new MutationObserver(changes => {
      for (const { target, addedNodes } of changes) {
        const around = target instanceof Element ? target.closest(live) : target.parentElement?.closest(live)
        for (const node of addedNodes) {
          const text = node.textContent?.trim()
          if (around && text) heard.push(text)
          if (around || !(node instanceof Element)) continue
          const regions = [...(node.matches(live) ? [node] : []), ...node.querySelectorAll(live)]
          for (const region of regions) if (region.textContent) heard.push(`silent: ${region.textContent}`)
        }
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  return {
    texts: () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard),
    regions: () => page.locator('[aria-live], [role=status], [role=alert]').count(),
  }
}
