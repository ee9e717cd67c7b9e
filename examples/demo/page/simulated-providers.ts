import { replaceSocialAdaptor, type SocialAdaptor, type SocialKey, SocialSignInCancelled } from '@latchkey/ui'

/** Where the local server plays the providers. */
const simulator = '/_latchkey/simulator'

const providers: Readonly<Record<SocialKey, { name: string; clientId: string; token: string }>> = {
  GoogleSignIn: { name: 'google', clientId: 'ClientId-WebApp', token: 'id_token' },
  AppleSignIn: { name: 'apple', clientId: 'ClientId-WebApp', token: 'id_token' },
  FacebookSignIn: { name: 'facebook', clientId: 'AppId', token: 'access_token' },
}

/** On one's own machine the buttons of the providers lead to the simulator, in a window as the real ones have it. */
export function simulateProviders(): void {
  for (const key of Object.keys(providers) as SocialKey[]) replaceSocialAdaptor(key, simulated(key))
}

function simulated(key: SocialKey): SocialAdaptor {
  const { name, clientId, token } = providers[key]
  return async settings => {
    const state = crypto.randomUUID()
    const redirect = `${location.origin}/demo/provider`
    const client = String(settings[clientId])
    const query = new URLSearchParams({
      client_id: client,
      redirect_uri: redirect,
      response_type: 'code',
      state,
    })
    const opened = open(`${simulator}/${name}/authorize?${query}`, '_blank', 'popup,width=480,height=640')
    if (!opened) throw new Error('The window could not be opened')
    const code = await answerOf(opened, state)
    const response = await fetch(`${simulator}/${name}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirect,
        client_id: client,
      }),
    })
    const answer = (await response.json()) as Record<string, string>
    const found = answer[token]
    if (!found) throw new Error('The provider gave no token')
    return found
  }
}

/** Waits for the provider's window to come back, or to be closed. */
function answerOf(opened: Window, state: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel('demo-provider')
    const end = () => {
      channel.close()
      clearInterval(watch)
    }
    const watch = setInterval(() => {
      if (!opened.closed) return
      end()
      reject(new SocialSignInCancelled())
    }, 300)
    channel.addEventListener('message', ({ data }) => {
      const answer = new URLSearchParams(String(data))
      if (answer.get('state') !== state) return
      end()
      const code = answer.get('code')
      if (code) resolve(code)
      else reject(new SocialSignInCancelled())
    })
  })
}
