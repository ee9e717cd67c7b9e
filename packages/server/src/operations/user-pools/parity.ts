import type { UserPoolOperations } from '@latchkey/protocol/user-pools'
import type { Parity } from '../parity.ts'

const branding =
  'Colours, corners, scheme, logo and icon are drawn on the hosted pages; the other settings are kept and shown.'
const replica = 'A server is one region: replicas are kept and shown, and nothing is copied to them.'
const limits = 'Nothing is bought: the rate holds for this server from then on, each node for itself.'
const risk = 'Kept and shown: nothing here weighs the risk of a sign-in.'
const logs = 'Kept and shown: nothing is sent to logs, streams or buckets of Amazon.'
const customization = 'Of the CSS, the classes that there are with plain values; nothing that loads anything.'
const domain =
  'Served by path and by host name; its certificate is for the proxy or the server’s TLS, and none is fetched.'
const terms = 'Linked from the sign-up page of the hosted pages, in its language. Nobody is made to agree.'
const sessions =
  'Sessions are listed and revoked whatever it says; the limit holds while tracking is enabled.'

/** What is to be said of single operations of user pools. All others that there are work as Amazon's. */
export const userPoolParity: { readonly [Name in keyof UserPoolOperations]?: Parity } = {
  AdminLinkProviderForUser: {
    status: 'works',
    note: 'The source is named by Cognito_Subject alone, not by another attribute of a SAML or OIDC provider.',
  },
  AdminListUserAuthEvents: {
    status: 'works',
    note: 'Completed sign-ins whose sessions are remembered; neither failures nor other kinds of event.',
  },
  AdminListUserSessions: {
    status: 'works',
    note: 'Addresses, places and kinds of device are not recorded, and the last activity is the sign-in.',
  },
  CreateManagedLoginBranding: { status: 'works', note: branding },
  CreateTerms: { status: 'works', note: terms },
  CreateUserImportJob: {
    status: 'works',
    note: 'Hashes stand in the column cognito:password_hash, as bcrypt’s own or PHC strings. SRP works after the first sign-in by password.',
  },
  CreateUserPoolDomain: { status: 'works', note: domain },
  CreateUserPoolReplica: { status: 'keeps', note: replica },
  DeleteManagedLoginBranding: { status: 'works', note: branding },
  DeleteUserPoolDomain: { status: 'works', note: domain },
  DeleteUserPoolReplica: { status: 'keeps', note: replica },
  DescribeManagedLoginBranding: { status: 'works', note: branding },
  DescribeManagedLoginBrandingByClient: { status: 'works', note: branding },
  DescribeRiskConfiguration: { status: 'keeps', note: risk },
  DescribeUserPoolDomain: { status: 'works', note: domain },
  GetLogDeliveryConfiguration: { status: 'keeps', note: logs },
  GetProvisionedLimit: { status: 'works', note: limits },
  GetUICustomization: { status: 'works', note: customization },
  ListUserPoolReplicas: { status: 'keeps', note: replica },
  ListUserSessions: {
    status: 'works',
    note: 'Addresses, places and kinds of device are not recorded, and the last activity is the sign-in.',
  },
  SetLogDeliveryConfiguration: { status: 'keeps', note: logs },
  SetRiskConfiguration: { status: 'keeps', note: risk },
  SetUICustomization: { status: 'works', note: customization },
  SetUserPoolSessionConfiguration: { status: 'works', note: sessions },
  StartUserImportJob: { status: 'works', note: 'It answers once the import is over; files up to 16 MiB.' },
  UpdateAuthEventFeedback: {
    status: 'refuses',
    note: 'NotAuthorizedException: its token comes with notifications of risk, which are never sent.',
  },
  UpdateManagedLoginBranding: { status: 'works', note: branding },
  UpdateProvisionedLimit: { status: 'works', note: limits },
  UpdateUserPoolDomain: { status: 'works', note: domain },
  UpdateUserPoolReplica: { status: 'keeps', note: replica },
}
