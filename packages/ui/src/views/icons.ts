import { type Attributes, el, type Piece } from './element.ts'

/** A drawing of paths on a square. */
export function icon(size: number, ...paths: Attributes[]): Piece {
  return el(
    'svg',
    { viewBox: `0 0 ${size} ${size}`, width: size, height: size, 'aria-hidden': 'true', focusable: 'false' },
    ...paths.map(path => el('path', path)),
  )
}

/** A path that is drawn as a line. */
export const line = (d: string): Attributes => ({
  d,
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 1.6,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
})

export const alertIcon = () =>
  icon(20, line('M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6.4v4.4M10 13.6v.01'))
export const tickIcon = () =>
  icon(20, line('M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M6.8 10.2l2.2 2.2 4.2-4.6'))
export const arrowIcon = () => icon(20, line('M8 5l5 5-5 5'))
export const personIcon = () =>
  icon(
    20,
    line(
      'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10M3.8 16.8c.7-3 3.2-4.4 6.2-4.4s5.500 1.400 6.2 4.400',
    ),
  )
