import { type ComponentChildren, h, type VNode } from 'preact'

/** Attributes as they stand in HTML; `undefined` and `false` leave one out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** A piece of a view. */
export type Piece = VNode

/** One element. Views are plain functions of data, so that Node prints them without a build step. */
export function el(tag: string, attributes: Attributes, ...children: ComponentChildren[]): Piece {
  return h<Attributes>(tag, attributes, ...children)
}

/** An element of a region's name, which is what styles and pages know it by. */
export function region(
  name: string,
  tag = 'div',
  attributes: Attributes = {},
  ...children: ComponentChildren[]
): Piece {
  return el(tag, { 'data-lk': name, ...attributes }, ...children)
}

/** Puts values in the place of words in braces. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
