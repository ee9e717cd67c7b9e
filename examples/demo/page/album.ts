import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { AWSMobileClient } from '@latchkey/client'
import { drawPicture } from './draw-picture.ts'
import { create, find } from './elements.ts'

const bucket = 'photos'

/** The pictures of whoever is here, and those for everybody, by the AWS SDK with the client's credentials. */
export function albumOf(client: AWSMobileClient, region: string): { show(inside: boolean): Promise<void> } {
  const connect = () =>
    new S3Client({
      region,
      endpoint: `${location.origin}/s3`,
      forcePathStyle: true,
      credentials: client.credentialsProvider(),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
  let s3 = connect()
  const actions = find('#actions', HTMLElement)
  const about = find('#mine-about', HTMLElement)
  const error = find('#mine-error', HTMLElement)
  const mine = find('#mine-pictures', HTMLElement)
  let shown = 0

  const folder = async () => `private/${await client.getIdentityId()}/`

  /** The pictures below a prefix, each as an item with its image. */
  async function pictures(prefix: string, own: boolean): Promise<HTMLElement[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }))
    return Promise.all(
      Contents.map(async ({ Key = '' }) => {
        const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
        const image = create('img', '') as HTMLImageElement
        const name = Key.slice(prefix.length).replace(/\.\w+$/, '')
        image.alt = name
        image.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: ContentType ?? '' }))
        if (!own) return create('li', '', image)
        const remove = create('button', '', 'Delete')
        remove.setAttribute('aria-label', `Delete ${name}`)
        remove.addEventListener('click', () =>
          attempt(() => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))),
        )
        return create('li', '', image, remove)
      }),
    )
  }

  /** Does something, tells what is wrong with it, and shows what is there afterwards. */
  function attempt(action: () => Promise<unknown>): void {
    error.textContent = ''
    action().then(
      () => show(client.isSignedIn),
      (thrown: unknown) => {
        const { name, message } = thrown as Error
        error.textContent = name === message ? `Refused: ${name}` : `${name}: ${message}`
      },
    )
  }

  async function put(name: string, type: string, body: Uint8Array): Promise<void> {
    const Key = `${await folder()}${name}`
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, ContentType: type, Body: body }))
  }

  find('#draw', HTMLButtonElement).addEventListener('click', () =>
    attempt(async () => put(`drawing-${Date.now()}.png`, 'image/png', await drawPicture())),
  )
  const file = find('#file', HTMLInputElement)
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (!chosen) return
    const name = chosen.name.replace(/[^\w.-]/g, '-')
    attempt(async () => put(name, chosen.type, new Uint8Array(await chosen.arrayBuffer())))
    file.value = ''
  })
  find('#trespass', HTMLButtonElement).addEventListener('click', () =>
    attempt(() => pictures('private/us-east-1:00000000-0000-4000-8000-000000000000/', false)),
  )

  async function show(inside: boolean): Promise<void> {
    const turn = (shown += 1)
    actions.hidden = !inside
    about.textContent = inside
      ? 'Only you can read this folder: its name is your identity’s, and each request is signed with your credentials.'
      : 'Sign in to keep pictures of your own.'
    const [own, common] = await Promise.all([
      inside ? folder().then(prefix => pictures(prefix, true)) : [],
      pictures('public/', false),
    ])
    // Who has come or gone meanwhile is shown by a later turn.
    if (turn !== shown) return
    mine.replaceChildren(...own)
    find('#public-pictures', HTMLElement).replaceChildren(...common)
  }

  return {
    async show(inside) {
      error.textContent = ''
      // The SDK keeps credentials until they expire: whoever comes or goes needs a client without those before.
      s3 = connect()
      try {
        await show(inside)
      } catch (thrown) {
        if (navigator.onLine) error.textContent = `${(thrown as Error).name}: ${(thrown as Error).message}`
      }
    },
  }
}
