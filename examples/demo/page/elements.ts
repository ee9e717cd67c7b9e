/** The element that a selector names. The page is ours, so a missing one is a mistake to hear of at once. */
export function find<E extends Element>(
  selector: string,
  type: new () => E,
  within: ParentNode = document,
): E {
  const element = within.querySelector(selector)
  if (!(element instanceof type)) throw new Error(`The page has no ${type.name} at ${selector}.`)
  return element
}

/** A new element with a class and children. Text becomes text, never markup. */
export function create(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children)
  return element
}
