// Writers that change whatever can be changed until the stack is gone, and remember what it has
// acknowledged.

import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { CreateUserCommand } from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  EncryptCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import { ACCOUNT } from '../fixtures/credentials-file.ts'
import type { Clients } from './clients.ts'

export interface Acknowledged {
  readonly requestIds: string[]
  readonly ciphertexts: { readonly blob: Uint8Array; readonly plaintext: string }[]
}

/** The key policy of the account, known again by its Sid. */
export const policyNamed = (sid: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: sid,
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  })

/** Rejects when the stack answers wrongly, or not at all. */
export async function writeForever(
  clients: Clients,
  writer: string,
  acknowledged: Acknowledged,
): Promise<never> {
  const note = <Answer extends Answered>(answer: Answer): Answer => {
    assert.ok(answer.$metadata.requestId)
    acknowledged.requestIds.push(answer.$metadata.requestId)
    return answer
  }
  for (let turn = 0; ; turn += 1) {
    const { KeyMetadata } = note(await clients.kms.send(new CreateKeyCommand({})))
    await useKey(clients, KeyMetadata?.KeyId ?? '', `${writer}x${turn}`, { note, acknowledged })
  }
}

interface Answered {
  readonly $metadata: { readonly requestId?: string | undefined }
}

interface Memory {
  readonly note: <Answer extends Answered>(answer: Answer) => Answer
  readonly acknowledged: Acknowledged
}

/** A few changes around one key, in random order: no two writers share a key. */
async function useKey(
  { kms, iam }: Clients,
  KeyId: string,
  name: string,
  { note, acknowledged }: Memory,
): Promise<void> {
  const AliasName = `alias/${name}`
  const acts = [
    async () => note(await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policyNamed(name) }))),
    async () => note(await iam.send(new CreateUserCommand({ UserName: name }))),
    async () => {
      note(await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId })))
      if (randomInt(2) === 0) note(await kms.send(new DeleteAliasCommand({ AliasName })))
    },
    async () => {
      const Plaintext = Buffer.from(name)
      const { CiphertextBlob } = note(await kms.send(new EncryptCommand({ KeyId, Plaintext })))
      acknowledged.ciphertexts.push({ blob: CiphertextBlob ?? new Uint8Array(), plaintext: name })
    },
  ]
  while (acts.length > 0) for (const act of acts.splice(randomInt(acts.length), 1)) await act()
}
