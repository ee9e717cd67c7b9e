/** Shows a banner while there is no connection. */
export function watchConnection(banner: HTMLElement): void {
  const look = () => {
    banner.hidden = navigator.onLine
  }
  addEventListener('online', look)
  addEventListener('offline', look)
  look()
}
