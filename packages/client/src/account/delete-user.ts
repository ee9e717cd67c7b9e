import type { Client } from '../session/client.ts'
import { forget } from '../sign-out/sign-out.ts'
import { request } from '../transport/request.ts'
import { accessTokenField } from './access-token.ts'

/**
 * Deletes the signed-in person's account (`DeleteUser`) and signs them out. If the service refuses, they stay
 * signed in.
 */
export async function deleteUser(client: Client): Promise<void> {
  await request(client, 'userPool', 'DeleteUser', await accessTokenField(client))
  await forget(client)
}
