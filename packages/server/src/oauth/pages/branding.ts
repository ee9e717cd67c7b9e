import { allClients } from '../../domain/client-scope.ts'
import { resourceOf } from '../../domain/resource.ts'
import type { UiCustomizationBody } from '../../domain/ui-customization.ts'
import type { UserPoolClient } from '../../domain/user-pool.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import type { Visit } from '../visit.ts'

/** A client's own customization, else that of all clients (SetUICustomization). */
async function customizationOf(
  { environment, pool }: Visit,
  client: UserPoolClient,
): Promise<UiCustomizationBody | undefined> {
  const row = await environment.engine.read(function* () {
    const own = yield* readResource(pool.id, 'ui-customization', client.id)
    return own ?? (yield* readResource(pool.id, 'ui-customization', allClients))
  })
  return row && resourceOf<UiCustomizationBody>(row).body
}

/** The types of picture, by how they begin in base64. A picture is only ever shown as one, so none can run. */
const pictureTypes: Readonly<Record<string, string>> = {
  iVBORw0KGgo: 'image/png',
  '/9j/': 'image/jpeg',
  R0lGOD: 'image/gif',
  UklGR: 'image/webp',
  PHN2Zy: 'image/svg+xml',
  PD94bW: 'image/svg+xml',
}

/** The logo of a client's pages, as an address that holds the picture itself. */
export async function logoOf(
  visit: Visit,
  client: UserPoolClient,
): Promise<{ readonly address: string; readonly text: string } | undefined> {
  const picture = (await customizationOf(visit, client))?.ImageFile
  if (!picture) return undefined
  const type = Object.entries(pictureTypes).find(([start]) => picture.startsWith(start))?.[1]
  return type === undefined ? undefined : { address: `data:${type};base64,${picture}`, text: client.name }
}
