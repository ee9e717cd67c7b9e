'use client'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useAWSMobileClient } from '../provider.ts'

/** What an element tells, by the event's name. */
export type Listeners = Readonly<Record<string, ((event: CustomEvent) => void) | undefined>>

/** The server prints without effects, and warns of those that belong to the page's layout. */
const useBrowserEffect = typeof document === 'object' ? useLayoutEffect : useEffect

/**
 * Gives one of our elements its properties, the client of the nearest provider among them, and hears of its events.
 * What the listeners are may change with each drawing.
 */
export function useElement<Element extends HTMLElement>(
  properties: Partial<Element>,
  listeners: Listeners,
): RefObject<Element | null> {
  const client = useAWSMobileClient()
  const element = useRef<Element>(null)
  const heard = useRef(listeners)
  heard.current = listeners
  useBrowserEffect(() => {
    if (element.current) Object.assign(element.current, { client })
  }, [client])
  useBrowserEffect(() => {
    if (element.current) Object.assign(element.current, properties)
  }, Object.values(properties))
  useBrowserEffect(() => {
    const { current } = element
    const controller = new AbortController()
    for (const name of Object.keys(listeners)) {
      current?.addEventListener(name, event => heard.current[name]?.(event as CustomEvent), {
        signal: controller.signal,
      })
    }
    return () => controller.abort()
  }, [])
  return element
}
