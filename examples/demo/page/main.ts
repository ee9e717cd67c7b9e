/** The demo's page: a person walks the whole path with the real client. */
import { AWSMobileClient } from '@latchkey/client'
import { credentialsView } from './credentials.ts'
import { find } from './elements.ts'
import { field, onPress, onSubmit } from './forms.ts'
import { watchState } from './history.ts'
import { watchInbox } from './inbox.ts'
import { type Step, show } from './path.ts'
import { tokensView } from './tokens.ts'

const configuration = await (await fetch('/demo/awsconfiguration.json')).json()
const client = new AWSMobileClient({ configuration })

const signUp = find('#sign-up', HTMLElement)
const confirm = find('#confirm', HTMLElement)
const signIn = find('#sign-in', HTMLElement)
const session = find('#session', HTMLElement)
const forms = [signUp, signIn].map(section => find('form', HTMLFormElement, section))
const confirmForm = find('form', HTMLFormElement, confirm)
let username = ''

const tokens = tokensView(client)
const credentials = credentialsView(client, {
  region: configuration.CognitoUserPool.Default.Region,
  endpoint: location.origin,
  obtained: () => {
    if (client.isSignedIn) show('credentials')
  },
})

/** Opens a step for the person of whom the step before spoke, and puts the cursor where it is wanted. */
function open(step: Step): void {
  show(step)
  for (const form of forms) if (username) field(form, 'username').value = username
  if (step === 'confirm') field(confirmForm, 'code').value = ''
  document.querySelector<HTMLInputElement>(`#${step} input:placeholder-shown, #${step} input`)?.focus()
}

async function enter(): Promise<void> {
  credentials.reset(true)
  show('session')
  await tokens.show()
}

function leave(): void {
  credentials.reset(false)
  open('sign-in')
}

onSubmit(signUp, async form => {
  username = field(form, 'username').value
  const { signUpConfirmationState, codeDeliveryDetails } = await client.signUp({
    username,
    password: field(form, 'password').value,
    userAttributes: { email: field(form, 'email').value },
  })
  find('#destination', HTMLElement).textContent = codeDeliveryDetails?.destination ?? 'you'
  open(signUpConfirmationState === 'confirmed' ? 'sign-in' : 'confirm')
})

onSubmit(confirm, async form => {
  await client.confirmSignUp({ username, confirmationCode: field(form, 'code').value })
  open('sign-in')
})

onPress(confirm, '#resend', async () => {
  await client.resendSignUpCode({ username })
})

onSubmit(signIn, async form => {
  username = field(form, 'username').value
  const password = field(form, 'password')
  const { signInState } = await client.signIn({ username, password: password.value })
  password.value = ''
  if (signInState === 'signedIn') await enter()
  else if (signInState === 'confirmSignUp') open('confirm')
  else throw new Error(`This page does not know the step ${signInState}.`)
})

onPress(session, '#sign-out', async () => {
  await client.signOut()
  leave()
})

onPress(session, '#sign-out-everywhere', async () => {
  await client.signOut({ signOutGlobally: true })
  leave()
})

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-go]')) {
  button.addEventListener('click', () => open(button.dataset['go'] as Step))
}

watchState(client)
watchInbox(code => {
  field(confirmForm, 'code').value = code
  field(confirmForm, 'code').focus()
})

await client.initialize()
if (client.isSignedIn) await enter()
else {
  credentials.reset(false)
  open('sign-up')
}
document.documentElement.dataset['ready'] = 'true'
