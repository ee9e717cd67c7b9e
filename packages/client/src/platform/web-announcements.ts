import type { Announcements } from './platform.ts'

/**
 * BroadcastChannel, and the `storage` event: the event is the fall-back, and for `localStorage` it comes at the
 * moment when this tab can see what another has written, which may be later than the message.
 */
export const webAnnouncements: Announcements = (name, changed) => {
  const marker = `${name}.changed`
  if (typeof addEventListener === 'function') {
    addEventListener('storage', event => {
      if ('key' in event && (event.key === name || event.key === marker || event.key === null)) changed()
    })
  }
  // Deno's channel keeps its process alive for ever, and cannot be told not to.
  if (typeof BroadcastChannel !== 'function' || 'Deno' in globalThis) {
    return () => {
      if (typeof localStorage !== 'object') return
      // Only a change is an event: it comes and goes, whatever storage the session is in.
      localStorage.setItem(marker, name)
      localStorage.removeItem(marker)
    }
  }
  const channel: { unref?(): void } & Pick<BroadcastChannel, 'postMessage' | 'onmessage'> =
    new BroadcastChannel(name)
  channel.onmessage = changed
  // Where a channel keeps a process alive, this one does not.
  channel.unref?.()
  return () => channel.postMessage('changed')
}
