import type { SchemaAttributeType } from '@latchkey/protocol/user-pools'

const text = (
  Name: string,
  limits: { MinLength?: string; MaxLength?: string } = { MinLength: '0', MaxLength: '2048' },
): SchemaAttributeType => ({
  Name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: limits,
})

const flag = (Name: string): SchemaAttributeType => ({
  Name,
  AttributeDataType: 'Boolean',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
})

/** The standard claims of OpenID Connect (Core, 5.1), as every pool's schema has them. */
export const standardAttributes: readonly SchemaAttributeType[] = [
  { ...text('sub', { MinLength: '1', MaxLength: '2048' }), Mutable: false, Required: true },
  text('name'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('nickname'),
  text('preferred_username'),
  text('profile'),
  text('picture'),
  text('website'),
  text('email'),
  flag('email_verified'),
  text('gender'),
  text('birthdate', { MinLength: '10', MaxLength: '10' }),
  text('zoneinfo'),
  text('locale'),
  text('phone_number'),
  flag('phone_number_verified'),
  text('address'),
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
  text('identities', {}),
]
