// The keys of a rehearsal.

import {
  CreateAliasCommand,
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  paginateListAliases,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import type { JsonObject } from '../base/json.ts'
import { labError } from './lab-error.ts'
import { refusedStep } from './refused-step.ts'
import { clientOptions, type Sentence, type SessionCredentials, type Stage } from './stage.ts'
import type { Story } from './story.ts'

type Looking = Pick<Stage, 'stack' | 'root' | 'userAgent'>

/** The ids of keys, by their aliases: a rehearsal that was played has one. */
export async function keysByAlias(stage: Looking): Promise<ReadonlyMap<string, string>> {
  const client = new KMSClient(clientOptions(stage, stage.root))
  const found = new Map<string, string>()
  for await (const { Aliases = [] } of paginateListAliases({ client }, {})) {
    for (const { AliasName, TargetKeyId } of Aliases) {
      if (AliasName && TargetKeyId) found.set(AliasName, TargetKeyId)
    }
  }
  return found
}

/** The key of a rehearsal that was played; undefined where it was not. */
export async function playedKey(stage: Looking, alias: string): Promise<string | undefined> {
  return (await keysByAlias(stage)).get(alias)
}

export interface NewKey {
  readonly alias: string
  readonly description: string
  readonly policy: JsonObject
  readonly does: Sentence
}

/** Made by the root user. */
export async function createKey(stage: Stage, key: NewKey): Promise<string> {
  const kms = new KMSClient(clientOptions(stage, stage.root))
  const command = new CreateKeyCommand({
    Policy: policyText(key.policy),
    Description: key.description,
  })
  const { KeyMetadata } = await kms.send(command)
  const TargetKeyId = KeyMetadata?.KeyId
  if (!TargetKeyId) throw labError('noKeyGiven', { operation: 'CreateKey' })
  await kms.send(new CreateAliasCommand({ AliasName: key.alias, TargetKeyId }))
  stage.tell({ who: 'root', does: key.does })
  return TargetKeyId
}

const policyText = (policy: JsonObject): string => JSON.stringify(policy, undefined, 2)

/** Over the safety check of KMS: it is what lets the mistake through. */
export async function putKeyPolicy(
  stage: Stage,
  as: SessionCredentials,
  { keyId: KeyId, policy }: { readonly keyId: string; readonly policy: JsonObject },
): Promise<void> {
  const kms = new KMSClient(clientOptions(stage, as))
  const BypassPolicyLockoutSafetyCheck = true
  const Policy = policyText(policy)
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck }))
}

/** Somebody who can neither read nor change the key policy any more. */
export async function findLockedOut(
  stage: Stage,
  who: string,
  as: SessionCredentials,
  { keyId: KeyId, policy }: { readonly keyId: string; readonly policy: JsonObject },
): Promise<void> {
  const kms = new KMSClient(clientOptions(stage, as))
  const code = 'AccessDeniedException'
  const reads = { en: 'reads the key policy', ja: 'キーポリシーを読み取る' }
  await refusedStep(stage, who, reads, {
    code,
    call: () => kms.send(new GetKeyPolicyCommand({ KeyId })),
  })
  const Policy = policyText(policy)
  const puts = { en: 'puts the first key policy back', ja: '最初のキーポリシーに戻す' }
  await refusedStep(stage, who, puts, {
    code,
    call: () => kms.send(new PutKeyPolicyCommand({ KeyId, Policy })),
  })
}

/** How most stories end: the rescuer puts the policy back. */
export const puttingBack =
  (policy: JsonObject): Story['repair'] =>
  async ({ kms }, KeyId) => {
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policyText(policy) }))
  }
