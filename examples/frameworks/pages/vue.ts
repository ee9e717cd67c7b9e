/** Vue: the elements as they are, drawn by the user state. */
import '@latchkey/ui'
import { createApp, defineComponent, h, onUnmounted, ref } from 'vue'
import { client, configure } from './client.ts'

const App = defineComponent(() => {
  const signedIn = ref(client.isSignedIn)
  onUnmounted(
    client.addUserStateListener(() => {
      signedIn.value = client.isSignedIn
    }),
  )
  return () => (signedIn.value ? [h('latchkey-account'), h('latchkey-sign-out')] : h('latchkey-sign-in'))
})

await configure()
createApp(App).mount(document.body.appendChild(document.createElement('div')))
