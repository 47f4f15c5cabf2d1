// What tests do with grants.

import type { CreateGrantCommandInput } from '@aws-sdk/client-kms'
import { CreateGrantCommand, ListGrantsCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { kmsAs, userArn, type TestKey } from './fixture.ts'

export const ALICE = userArn('alice')

/** In the world that the tests have when they ask; of this key, where they name no other. */
export const granting = (now: () => { readonly world: TestWorld; readonly key: TestKey }) => ({
  grant: (input: Partial<CreateGrantCommandInput> = {}, credentials?: Credentials) => {
    const { world, key } = now()
    const base = { KeyId: key.keyId, GranteePrincipal: ALICE, Operations: ['Encrypt' as const] }
    return kmsAs(world, credentials).send(new CreateGrantCommand({ ...base, ...input }))
  },
  grantsOn: async (KeyId: string) =>
    (await kmsAs(now().world).send(new ListGrantsCommand({ KeyId }))).Grants ?? [],
})
