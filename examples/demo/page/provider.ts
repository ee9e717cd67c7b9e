/** Where a provider's window comes back: it tells the app and closes. */
const channel = new BroadcastChannel('demo-provider')
channel.postMessage(location.search.slice(1))
close()
