/** Asks the device for a passkey when its form is sent, and sends what it gives. */
export function offerPasskey(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('[data-passkey-request]')
  const { form } = input ?? {}
  if (!input || !form) return
  form.addEventListener(
    'submit',
    event => {
      if (input.value) return
      event.preventDefault()
      event.stopPropagation()
      ask(input.dataset['passkeyRequest'] ?? '').then(
        answer => {
          input.value = answer
          form.requestSubmit(form.querySelector<HTMLElement>('[name=intent][value=submit]'))
        },
        // The person or the device said no: the form stays, to be tried again or left for another way.
        () => form.querySelector<HTMLElement>('[data-lk=submit]')?.focus(),
      )
    },
    { capture: true },
  )
}

async function ask(request: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(request))
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential
  return JSON.stringify(credential.toJSON())
}
