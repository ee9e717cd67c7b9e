import { find } from './elements.ts'

/** The places on the path, in their order. */
export const steps = ['sign-up', 'confirm', 'sign-in', 'session', 'credentials'] as const

/** One place on the path; also the id of the section that belongs to it. */
export type Step = (typeof steps)[number]

/** Shows the section of a step, and on the path how far the person has come. */
export function show(step: Step): void {
  document.body.dataset['step'] = step
  const signedIn = step === 'session' || step === 'credentials'
  for (const name of ['sign-up', 'confirm', 'sign-in'] as const) {
    find(`#${name}`, HTMLElement).hidden = name !== step
  }
  find('#session', HTMLElement).hidden = !signedIn
  for (const name of steps) {
    const place = find(`#path [data-step="${name}"]`, HTMLLIElement)
    place.classList.toggle('done', steps.indexOf(name) < steps.indexOf(step))
    if (name === step) place.setAttribute('aria-current', 'step')
    else place.removeAttribute('aria-current')
  }
}
