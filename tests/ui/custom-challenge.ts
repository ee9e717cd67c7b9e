import type { CreateUserPoolCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { ServerOptions } from '@latchkey/server'
import { type App, createApp } from '../client/app.ts'
import { administrate } from '../harness/pools.ts'

interface ChallengeEvent {
  readonly request: {
    readonly session: readonly { readonly challengeResult: boolean }[]
    readonly challengeAnswer?: string
    readonly privateChallengeParameters?: { readonly answer?: string }
  }
  response: object
}

/** A pool's own challenge: it asks for a team and a badge, and describes the form for them. */
export const challengeFunctions = {
  Define: (event: ChallengeEvent) => {
    const passed = event.request.session.at(-1)?.challengeResult === true
    event.response = passed
      ? { issueTokens: true, failAuthentication: false }
      : { issueTokens: false, failAuthentication: false, challengeName: 'CUSTOM_CHALLENGE' }
    return event
  },
  Create: (event: ChallengeEvent) => {
    event.response = {
      publicChallengeParameters: {
        title: 'Who are you at work?',
        fields: JSON.stringify([
          {
            name: 'team',
            label: 'Team',
            type: 'choice',
            options: [
              { value: 'a', label: 'Analytics' },
              { value: 'e', label: 'Engines' },
            ],
          },
          { name: 'badge', label: 'Badge' },
        ]),
      },
      privateChallengeParameters: { answer: '{"team":"e","badge":"1843"}' },
    }
    return event
  },
  Verify: (event: ChallengeEvent) => {
    const { challengeAnswer, privateChallengeParameters } = event.request
    event.response = { answerCorrect: challengeAnswer === privateChallengeParameters?.answer }
    return event
  },
} as unknown as NonNullable<ServerOptions['functions']>

const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`

/** An app whose people sign in by that challenge. */
export async function createChallengeApp(
  url: string,
  pool: Partial<CreateUserPoolCommandInput> = {},
): Promise<App> {
  const app = await createApp(url, {
    LambdaConfig: {
      DefineAuthChallenge: arn('Define'),
      CreateAuthChallenge: arn('Create'),
      VerifyAuthChallengeResponse: arn('Verify'),
    },
    ...pool,
  })
  await administrate(url).send(
    new UpdateUserPoolClientCommand({
      UserPoolId: app.userPoolId,
      ClientId: app.clientId,
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  )
  return app
}
