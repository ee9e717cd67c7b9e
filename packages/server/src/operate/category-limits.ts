import { RateLimit } from './rate-limit.ts'

const operations = (names: string) => names.split(' ')

/** Cognito's categories of operations, by which rates are provisioned. Federation and clients count their requests. */
const categories: Readonly<Record<string, readonly string[]>> = {
  UserAuthentication: operations(
    'InitiateAuth RespondToAuthChallenge AdminInitiateAuth AdminRespondToAuthChallenge GetTokensFromRefreshToken',
  ),
  UserCreation: operations('SignUp ConfirmSignUp AdminCreateUser AdminConfirmSignUp AdminSetUserPassword'),
  UserAccountRecovery: operations(
    'ChangePassword ForgotPassword ConfirmForgotPassword AdminResetUserPassword AdminUserGlobalSignOut',
  ),
  UserRead: operations('GetUser AdminGetUser GetUserAuthFactors AdminGetUserAuthFactors'),
  UserUpdate: operations(
    'UpdateUserAttributes DeleteUserAttributes VerifyUserAttribute DeleteUser AdminUpdateUserAttributes AdminDeleteUserAttributes AdminDeleteUser AdminDisableUser AdminEnableUser AdminLinkProviderForUser AdminDisableProviderForUser',
  ),
  UserToken: operations('RevokeToken GlobalSignOut'),
  UserResourceRead: operations(
    'GetDevice ListDevices GetUserAttributeVerificationCode ResendConfirmationCode AdminGetDevice AdminListDevices AdminListGroupsForUser AdminListUserAuthEvents ListWebAuthnCredentials',
  ),
  UserResourceUpdate: operations(
    'ConfirmDevice ForgetDevice UpdateDeviceStatus AssociateSoftwareToken VerifySoftwareToken SetUserMFAPreference SetUserSettings UpdateAuthEventFeedback AdminAddUserToGroup AdminRemoveUserFromGroup AdminForgetDevice AdminUpdateDeviceStatus AdminSetUserMFAPreference AdminSetUserSettings AdminUpdateAuthEventFeedback StartWebAuthnRegistration CompleteWebAuthnRegistration DeleteWebAuthnCredential',
  ),
  UserList: operations('ListUsers ListUsersInGroup'),
  ClientAuthentication: operations('GetClientToken'),
}

const categoryByOperation = new Map(
  Object.entries(categories).flatMap(([category, names]) => names.map(name => [name, category] as const)),
)

/** The rates that UpdateProvisionedLimit set: those of all other categories have no end. */
export class CategoryLimits {
  readonly #now: () => number
  readonly #limits = new Map<string, { readonly value: number; readonly limit: RateLimit }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** @param value requests a second */
  set(category: string, value: number): void {
    if (this.#limits.get(category)?.value === value) return
    this.#limits.set(category, { value, limit: new RateLimit({ count: value, seconds: 1 }, this.#now) })
  }

  /** Whether an operation may be called once more. */
  admits(operation: string): boolean {
    if (this.#limits.size === 0) return true
    const category = categoryByOperation.get(operation) ?? ''
    return this.#limits.get(category)?.limit.take(category) ?? true
  }
}
