/** Svelte: the elements as they are, in a component. */
import '@latchkey/ui'
import { mount } from 'svelte'
import App from './App.svelte'
import { configure } from './client.ts'

await configure()
mount(App, { target: document.body })
