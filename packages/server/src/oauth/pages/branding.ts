import type { AssetType } from '@latchkey/protocol/user-pools'
import { allClients } from '../../domain/client-scope.ts'
import type { BrandingBody } from '../../domain/managed-login-branding.ts'
import { type Resource, resourceOf } from '../../domain/resource.ts'
import type { UiCustomizationBody } from '../../domain/ui-customization.ts'
import type { UserPoolClient } from '../../domain/user-pool.ts'
import { readResource } from '../../store/units/pool-resources.ts'
import type { Visit } from '../visit.ts'
import { brandingCss } from './branding-css.ts'
import { customCss } from './custom-css.ts'

/** How a client's pages look. */
export interface Look {
  /** An empty text where nothing was said. */
  readonly css: string
  /** An address that holds the picture itself. */
  readonly logo: string | undefined
  readonly icon: string | undefined
}

/**
 * The look of a client's pages: its managed login branding, else its customization, else that of all clients
 * (SetUICustomization).
 */
export async function lookOf(
  { environment, pool }: Pick<Visit, 'environment' | 'pool'>,
  client: Pick<UserPoolClient, 'id'>,
): Promise<Look> {
  const found = await environment.engine.read(function* () {
    const pointer = yield* readResource(pool.id, 'managed-login-branding-client', client.id)
    const id = pointer && (resourceOf(pointer) as Resource<{ readonly id: string }>).body.id
    const branding = id === undefined ? undefined : yield* readResource(pool.id, 'managed-login-branding', id)
    const own = yield* readResource(pool.id, 'ui-customization', client.id)
    return { branding, custom: own ?? (yield* readResource(pool.id, 'ui-customization', allClients)) }
  })
  if (found.branding) return brandedLook(resourceOf<BrandingBody>(found.branding).body)
  const custom = found.custom && resourceOf<UiCustomizationBody>(found.custom).body
  return {
    css: customCss(custom?.CSS ?? ''),
    logo: custom?.ImageFile ? pictureAddress(custom.ImageFile) : undefined,
    icon: undefined,
  }
}

function brandedLook({ Settings, Assets = [], UseCognitoProvidedValues }: BrandingBody): Look {
  const asset = (...categories: AssetType['Category'][]) =>
    Assets.find(({ Category }) => categories.includes(Category))?.Bytes
  const picture = (bytes: string | undefined) => (bytes ? pictureAddress(bytes) : undefined)
  return {
    css: UseCognitoProvidedValues ? '' : brandingCss(Settings),
    logo: picture(asset('FORM_LOGO', 'PAGE_HEADER_LOGO')),
    icon: picture(asset('FAVICON_SVG', 'FAVICON_ICO')),
  }
}

/** The types of picture, by how they begin in base64. A picture is only ever shown as one, so none can run. */
const pictureTypes: Readonly<Record<string, string>> = {
  iVBORw0KGgo: 'image/png',
  '/9j/': 'image/jpeg',
  R0lGOD: 'image/gif',
  UklGR: 'image/webp',
  AAABAA: 'image/x-icon',
  PHN2Zy: 'image/svg+xml',
  PD94bW: 'image/svg+xml',
}

function pictureAddress(base64: string): string | undefined {
  const type = Object.entries(pictureTypes).find(([start]) => base64.startsWith(start))?.[1]
  return type === undefined ? undefined : `data:${type};base64,${base64}`
}
