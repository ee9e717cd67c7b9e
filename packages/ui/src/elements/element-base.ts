/** `HTMLElement`, or a stand-in where there is no document, so that importing us on a server does no harm. */
export const ElementBase: typeof HTMLElement =
  typeof HTMLElement === 'function' ? HTMLElement : (class {} as unknown as typeof HTMLElement)
