import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import { addCustomAttributes } from './add-custom-attributes.ts'
import { addUserPoolClientSecret } from './add-user-pool-client-secret.ts'
import { adminAddUserToGroup } from './admin-add-user-to-group.ts'
import { adminConfirmSignUp } from './admin-confirm-sign-up.ts'
import { adminCreateUser } from './admin-create-user.ts'
import { adminDeleteSoftwareToken } from './admin-delete-software-token.ts'
import { adminDeleteUser } from './admin-delete-user.ts'
import { adminDeleteUserAttributes } from './admin-delete-user-attributes.ts'
import { adminDisableProviderForUser } from './admin-disable-provider-for-user.ts'
import { adminDisableUser } from './admin-disable-user.ts'
import { adminEnableUser } from './admin-enable-user.ts'
import { adminForgetDevice } from './admin-forget-device.ts'
import { adminGetDevice } from './admin-get-device.ts'
import { adminGetUser } from './admin-get-user.ts'
import { adminGetUserAuthFactors } from './admin-get-user-auth-factors.ts'
import { adminInitiateAuth } from './admin-initiate-auth.ts'
import { adminLinkProviderForUser } from './admin-link-provider-for-user.ts'
import { adminListDevices } from './admin-list-devices.ts'
import { adminListGroupsForUser } from './admin-list-groups-for-user.ts'
import { adminListUserAuthEvents } from './admin-list-user-auth-events.ts'
import { adminListUserSessions } from './admin-list-user-sessions.ts'
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.ts'
import { adminResetUserPassword } from './admin-reset-user-password.ts'
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.ts'
import { adminRevokeUserSession } from './admin-revoke-user-session.ts'
import { adminSetUserMfaPreference } from './admin-set-user-mfa-preference.ts'
import { adminSetUserPassword } from './admin-set-user-password.ts'
import { adminSetUserSettings } from './admin-set-user-settings.ts'
import { adminUpdateAuthEventFeedback } from './admin-update-auth-event-feedback.ts'
import { adminUpdateDeviceStatus } from './admin-update-device-status.ts'
import { adminUpdateUserAttributes } from './admin-update-user-attributes.ts'
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.ts'
import { associateSoftwareToken } from './associate-software-token.ts'
import { changePassword } from './change-password.ts'
import { completeWebAuthnRegistration } from './complete-web-authn-registration.ts'
import { confirmDevice } from './confirm-device.ts'
import { confirmForgotPassword } from './confirm-forgot-password.ts'
import { confirmSignUp } from './confirm-sign-up.ts'
import { createGroup } from './create-group.ts'
import { createIdentityProvider } from './create-identity-provider.ts'
import { createManagedLoginBranding } from './create-managed-login-branding.ts'
import { createResourceServer } from './create-resource-server.ts'
import { createTerms } from './create-terms.ts'
import { createUserImportJob } from './create-user-import-job.ts'
import { createUserPool } from './create-user-pool.ts'
import { createUserPoolClient } from './create-user-pool-client.ts'
import { createUserPoolDomain } from './create-user-pool-domain.ts'
import { createUserPoolReplica } from './create-user-pool-replica.ts'
import { deleteGroup } from './delete-group.ts'
import { deleteIdentityProvider } from './delete-identity-provider.ts'
import { deleteManagedLoginBranding } from './delete-managed-login-branding.ts'
import { deleteResourceServer } from './delete-resource-server.ts'
import { deleteTerms } from './delete-terms.ts'
import { deleteUser } from './delete-user.ts'
import { deleteUserAttributes } from './delete-user-attributes.ts'
import { deleteUserPool } from './delete-user-pool.ts'
import { deleteUserPoolClient } from './delete-user-pool-client.ts'
import { deleteUserPoolClientSecret } from './delete-user-pool-client-secret.ts'
import { deleteUserPoolDomain } from './delete-user-pool-domain.ts'
import { deleteUserPoolReplica } from './delete-user-pool-replica.ts'
import { deleteWebAuthnCredential } from './delete-web-authn-credential.ts'
import { describeIdentityProvider } from './describe-identity-provider.ts'
import { describeManagedLoginBranding } from './describe-managed-login-branding.ts'
import { describeManagedLoginBrandingByClient } from './describe-managed-login-branding-by-client.ts'
import { describeResourceServer } from './describe-resource-server.ts'
import { describeRiskConfiguration } from './describe-risk-configuration.ts'
import { describeTerms } from './describe-terms.ts'
import { describeTermsByClient } from './describe-terms-by-client.ts'
import { describeUserImportJob } from './describe-user-import-job.ts'
import { describeUserPool } from './describe-user-pool.ts'
import { describeUserPoolClient } from './describe-user-pool-client.ts'
import { describeUserPoolDomain } from './describe-user-pool-domain.ts'
import { forgetDevice } from './forget-device.ts'
import { forgotPassword } from './forgot-password.ts'
import { getClientToken } from './get-client-token.ts'
import { getCsvHeader } from './get-csv-header.ts'
import { getDevice } from './get-device.ts'
import { getGroup } from './get-group.ts'
import { getIdentityProviderByIdentifier } from './get-identity-provider-by-identifier.ts'
import { getLogDeliveryConfiguration } from './get-log-delivery-configuration.ts'
import { getProvisionedLimit } from './get-provisioned-limit.ts'
import { getSigningCertificate } from './get-signing-certificate.ts'
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts'
import { getUiCustomization } from './get-ui-customization.ts'
import { getUser } from './get-user.ts'
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.ts'
import { getUserAuthFactors } from './get-user-auth-factors.ts'
import { getUserPoolClientSessionConfiguration } from './get-user-pool-client-session-configuration.ts'
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.ts'
import { getUserPoolSessionConfiguration } from './get-user-pool-session-configuration.ts'
import { globalSignOut } from './global-sign-out.ts'
import { initiateAuth } from './initiate-auth.ts'
import { listDevices } from './list-devices.ts'
import { listGroups } from './list-groups.ts'
import { listIdentityProviders } from './list-identity-providers.ts'
import { listResourceServers } from './list-resource-servers.ts'
import { listTagsForResource } from './list-tags-for-resource.ts'
import { listTerms } from './list-terms.ts'
import { listUserImportJobs } from './list-user-import-jobs.ts'
import { listUserPoolClientSecrets } from './list-user-pool-client-secrets.ts'
import { listUserPoolClients } from './list-user-pool-clients.ts'
import { listUserPoolReplicas } from './list-user-pool-replicas.ts'
import { listUserPools } from './list-user-pools.ts'
import { listUserSessions } from './list-user-sessions.ts'
import { listUsers } from './list-users.ts'
import { listUsersInGroup } from './list-users-in-group.ts'
import { listWebAuthnCredentials } from './list-web-authn-credentials.ts'
import type { UserPoolOperation } from './load.ts'
import { resendConfirmationCode } from './resend-confirmation-code.ts'
import { respondToAuthChallenge } from './respond-to-auth-challenge.ts'
import { revokeToken } from './revoke-token.ts'
import { revokeUserSession } from './revoke-user-session.ts'
import { setLogDeliveryConfiguration } from './set-log-delivery-configuration.ts'
import { setRiskConfiguration } from './set-risk-configuration.ts'
import { setUiCustomization } from './set-ui-customization.ts'
import { setUserMfaPreference } from './set-user-mfa-preference.ts'
import { setUserPoolClientSessionConfiguration } from './set-user-pool-client-session-configuration.ts'
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.ts'
import { setUserPoolSessionConfiguration } from './set-user-pool-session-configuration.ts'
import { setUserSettings } from './set-user-settings.ts'
import { signUp } from './sign-up.ts'
import { startUserImportJob } from './start-user-import-job.ts'
import { startWebAuthnRegistration } from './start-web-authn-registration.ts'
import { stopUserImportJob } from './stop-user-import-job.ts'
import { tagResource } from './tag-resource.ts'
import { untagResource } from './untag-resource.ts'
import { updateAuthEventFeedback } from './update-auth-event-feedback.ts'
import { updateDeviceStatus } from './update-device-status.ts'
import { updateGroup } from './update-group.ts'
import { updateIdentityProvider } from './update-identity-provider.ts'
import { updateManagedLoginBranding } from './update-managed-login-branding.ts'
import { updateProvisionedLimit } from './update-provisioned-limit.ts'
import { updateResourceServer } from './update-resource-server.ts'
import { updateTerms } from './update-terms.ts'
import { updateUserAttributes } from './update-user-attributes.ts'
import { updateUserPool } from './update-user-pool.ts'
import { updateUserPoolClient } from './update-user-pool-client.ts'
import { updateUserPoolDomain } from './update-user-pool-domain.ts'
import { updateUserPoolReplica } from './update-user-pool-replica.ts'
import { verifySoftwareToken } from './verify-software-token.ts'
import { verifyUserAttribute } from './verify-user-attribute.ts'

/** The operations of `AWSCognitoIdentityProviderService` that there are, by name. */
export const userPoolOperations: { readonly [Name in keyof UserPoolOperations]?: UserPoolOperation<Name> } = {
  AddCustomAttributes: addCustomAttributes,
  AddUserPoolClientSecret: addUserPoolClientSecret,
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteSoftwareToken: adminDeleteSoftwareToken,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminDeleteUserAttributes,
  AdminDisableProviderForUser: adminDisableProviderForUser,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminForgetDevice: adminForgetDevice,
  AdminGetDevice: adminGetDevice,
  AdminGetUser: adminGetUser,
  AdminGetUserAuthFactors: adminGetUserAuthFactors,
  AdminInitiateAuth: adminInitiateAuth,
  AdminLinkProviderForUser: adminLinkProviderForUser,
  AdminListDevices: adminListDevices,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminListUserAuthEvents: adminListUserAuthEvents,
  AdminListUserSessions: adminListUserSessions,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminResetUserPassword: adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminRevokeUserSession: adminRevokeUserSession,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminSetUserSettings: adminSetUserSettings,
  AdminUpdateAuthEventFeedback: adminUpdateAuthEventFeedback,
  AdminUpdateDeviceStatus: adminUpdateDeviceStatus,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  CompleteWebAuthnRegistration: completeWebAuthnRegistration,
  ConfirmDevice: confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  CreateGroup: createGroup,
  CreateIdentityProvider: createIdentityProvider,
  CreateManagedLoginBranding: createManagedLoginBranding,
  CreateResourceServer: createResourceServer,
  CreateTerms: createTerms,
  CreateUserImportJob: createUserImportJob,
  CreateUserPool: createUserPool,
  CreateUserPoolClient: createUserPoolClient,
  CreateUserPoolDomain: createUserPoolDomain,
  CreateUserPoolReplica: createUserPoolReplica,
  DeleteGroup: deleteGroup,
  DeleteIdentityProvider: deleteIdentityProvider,
  DeleteManagedLoginBranding: deleteManagedLoginBranding,
  DeleteResourceServer: deleteResourceServer,
  DeleteTerms: deleteTerms,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  DeleteUserPool: deleteUserPool,
  DeleteUserPoolClient: deleteUserPoolClient,
  DeleteUserPoolClientSecret: deleteUserPoolClientSecret,
  DeleteUserPoolDomain: deleteUserPoolDomain,
  DeleteUserPoolReplica: deleteUserPoolReplica,
  DeleteWebAuthnCredential: deleteWebAuthnCredential,
  DescribeIdentityProvider: describeIdentityProvider,
  DescribeManagedLoginBranding: describeManagedLoginBranding,
  DescribeManagedLoginBrandingByClient: describeManagedLoginBrandingByClient,
  DescribeResourceServer: describeResourceServer,
  DescribeRiskConfiguration: describeRiskConfiguration,
  DescribeTerms: describeTerms,
  DescribeTermsByClient: describeTermsByClient,
  DescribeUserImportJob: describeUserImportJob,
  DescribeUserPool: describeUserPool,
  DescribeUserPoolClient: describeUserPoolClient,
  DescribeUserPoolDomain: describeUserPoolDomain,
  ForgetDevice: forgetDevice,
  ForgotPassword: forgotPassword,
  GetCSVHeader: getCsvHeader,
  GetClientToken: getClientToken,
  GetDevice: getDevice,
  GetGroup: getGroup,
  GetIdentityProviderByIdentifier: getIdentityProviderByIdentifier,
  GetLogDeliveryConfiguration: getLogDeliveryConfiguration,
  GetProvisionedLimit: getProvisionedLimit,
  GetSigningCertificate: getSigningCertificate,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUICustomization: getUiCustomization,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
  GetUserAuthFactors: getUserAuthFactors,
  GetUserPoolClientSessionConfiguration: getUserPoolClientSessionConfiguration,
  GetUserPoolMfaConfig: getUserPoolMfaConfig,
  GetUserPoolSessionConfiguration: getUserPoolSessionConfiguration,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: listDevices,
  ListGroups: listGroups,
  ListIdentityProviders: listIdentityProviders,
  ListResourceServers: listResourceServers,
  ListTagsForResource: listTagsForResource,
  ListTerms: listTerms,
  ListUserImportJobs: listUserImportJobs,
  ListUserPoolClientSecrets: listUserPoolClientSecrets,
  ListUserPoolClients: listUserPoolClients,
  ListUserPoolReplicas: listUserPoolReplicas,
  ListUserPools: listUserPools,
  ListUserSessions: listUserSessions,
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
  ListWebAuthnCredentials: listWebAuthnCredentials,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  RevokeUserSession: revokeUserSession,
  SetLogDeliveryConfiguration: setLogDeliveryConfiguration,
  SetRiskConfiguration: setRiskConfiguration,
  SetUICustomization: setUiCustomization,
  SetUserMFAPreference: setUserMfaPreference,
  SetUserPoolClientSessionConfiguration: setUserPoolClientSessionConfiguration,
  SetUserPoolMfaConfig: setUserPoolMfaConfig,
  SetUserPoolSessionConfiguration: setUserPoolSessionConfiguration,
  SetUserSettings: setUserSettings,
  SignUp: signUp,
  StartUserImportJob: startUserImportJob,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  StopUserImportJob: stopUserImportJob,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAuthEventFeedback: updateAuthEventFeedback,
  UpdateDeviceStatus: updateDeviceStatus,
  UpdateGroup: updateGroup,
  UpdateIdentityProvider: updateIdentityProvider,
  UpdateManagedLoginBranding: updateManagedLoginBranding,
  UpdateProvisionedLimit: updateProvisionedLimit,
  UpdateResourceServer: updateResourceServer,
  UpdateTerms: updateTerms,
  UpdateUserAttributes: updateUserAttributes,
  UpdateUserPool: updateUserPool,
  UpdateUserPoolClient: updateUserPoolClient,
  UpdateUserPoolDomain: updateUserPoolDomain,
  UpdateUserPoolReplica: updateUserPoolReplica,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
}
