import type { ComponentChildren } from 'preact'
import type { Screen } from '../screens/screen.ts'
import { directionOf } from '../texts/direction.ts'
import { submitButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { el, type Piece, region } from './element.ts'
import { fieldId } from './fields.ts'
import { alertIcon, tickIcon } from './icons.ts'

interface FrameParts {
  readonly title: string
  readonly lead?: ComponentChildren
  /** The labels of the screen's fields, for the list of several errors. */
  readonly labels?: Readonly<Record<string, string>>
}

/**
 * What all screens share: logo, heading, the one live region, then what the screen asks. Heading and region stay
 * the same nodes from screen to screen, so that a reader hears what is new in them.
 */
export function frame(
  screen: Screen,
  context: ViewContext,
  { title, lead, labels = {} }: FrameParts,
  ...body: ComponentChildren[]
): Piece {
  const { logo, idPrefix, canCancel, texts } = context
  return region(
    'card',
    'section',
    {
      'data-screen': screen.kind,
      'aria-labelledby': `${idPrefix}-heading`,
      'aria-busy': context.busy ? 'true' : undefined,
      lang: context.language,
      dir: directionOf(context.language),
    },
    (logo || context.header !== undefined) &&
      region(
        'header',
        'header',
        {},
        logo && region('logo', 'img', { src: logo.address, alt: logo.text }),
        context.header,
      ),
    canCancel &&
      form(
        screen,
        context,
        'cancel',
        region(
          'close',
          'button',
          { type: 'submit', name: 'intent', value: 'cancel', 'aria-label': texts.cancel },
          crossIcon(),
        ),
      ),
    region('heading', 'h1', { id: `${idPrefix}-heading`, tabindex: -1 }, title),
    lead !== undefined && region('lead', 'p', { key: `lead-${context.step}` }, lead),
    region('message', 'div', { role: 'status', 'aria-live': 'polite' }, message(screen, context, labels)),
    region('body', 'div', { key: `${screen.kind}-${context.step}` }, ...body),
    context.footer !== undefined && region('footer', 'footer', {}, context.footer),
  )
}

function crossIcon(): Piece {
  return el(
    'svg',
    { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true' },
    el('path', {
      d: 'M5 5l10 10M15 5L5 15',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.6,
      'stroke-linecap': 'round',
    }),
  )
}

/** What went wrong or well, in words. A single wrong field is seen beside the field, and heard from here. */
function message(
  { error, notice, fieldErrors = {} }: Screen,
  { texts, idPrefix, told }: ViewContext,
  labels: Readonly<Record<string, string>>,
): ComponentChildren {
  const wrong = Object.entries(fieldErrors)
  const [only] = wrong
  if (only && wrong.length === 1) return region('heard', 'p', { key: told }, texts.errors[only[1]])
  if (wrong.length > 1) {
    const rows = wrong.map(([name, id]) =>
      el(
        'li',
        {},
        el('a', { href: `#${fieldId(idPrefix, name)}` }, labels[name] ?? name),
        ` – ${texts.errors[id]}`,
      ),
    )
    const list = el('div', {}, el('p', {}, texts.severalErrors), el('ul', {}, ...rows))
    return region('error', 'div', { key: told }, alertIcon(), list)
  }
  if (error) return region('error', 'div', { key: told }, alertIcon(), el('p', {}, texts.errors[error]))
  return notice && region('notice', 'div', { key: told }, tickIcon(), el('p', {}, texts.notices[notice]))
}

/** A form that works by itself: where it is posted, what goes along, then its fields. */
export function form(
  screen: Screen,
  { action, hidden = {} }: ViewContext,
  name: string,
  ...children: ComponentChildren[]
): Piece {
  return region(
    'form',
    'form',
    { method: 'post', action, 'data-form': name, novalidate: action === undefined },
    el('input', { type: 'hidden', name: 'screen', value: screen.kind }),
    ...Object.entries(hidden).map(([name, value]) => el('input', { type: 'hidden', name, value })),
    ...children,
  )
}

/**
 * The form with which most screens are answered: fields, then the one button that counts. Steps aside come after it:
 * the return key presses a form's first button.
 */
export function answerForm(
  screen: Screen,
  context: ViewContext,
  { button, aside }: { readonly button: string; readonly aside?: ComponentChildren },
  ...fields: ComponentChildren[]
): Piece {
  return form(
    screen,
    context,
    'answer',
    ...fields,
    submitButton(context, button),
    [aside].flat().some(Boolean) && region('aside', 'div', {}, aside),
  )
}

/** Steps aside from the whole screen, below it. */
export function stepsForm(screen: Screen, context: ViewContext, ...steps: ComponentChildren[]): Piece {
  return form(screen, context, 'steps', region('steps', 'p', {}, ...steps))
}
