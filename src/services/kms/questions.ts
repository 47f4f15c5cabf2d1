// What KMS asks authorization, with the condition keys that it brings along.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html

import type { EncryptionContext } from '../../crypto/encryption-context.ts'
import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { Tag } from './model.ts'
import type { KeySettings } from './resources/key-settings.ts'
import type { KeyTarget } from './resources/keys.ts'
import { isGrantable } from './resources/grant-operations.ts'
import type { KmsScope } from './scope.ts'

type Context = Readonly<Record<string, ContextValue>>

/** May the caller do this with this key? */
export function onKey(
  action: string,
  target: KeyTarget,
  scope: KmsScope,
  more: { readonly context?: Context; readonly sameAccountOnly?: boolean } = {},
): Question {
  const context = { ...keyContext(target, scope), ...more.context }
  const { key, resource } = target
  if (!key) return { ...more, action, resource, context }
  const grants = isGrantable(action) ? scope.grants.ofCaller(key) : []
  const identityContext = labelContext(key.tags, scope.aliases.namesOf(key))
  return { ...more, action, resource: { ...resource, grants }, context, identityContext }
}

/** Of an operation that works in the key's own account only, whatever the key policy says. */
export const onOwnKey = (
  action: string,
  keyId: string,
  scope: KmsScope,
  context: Context = {},
): Question => onKey(action, scope.keys.find(keyId), scope, { context, sameAccountOnly: true })

/** True only when an AWS service asks for a resource of its own, and none does here. */
export const NOT_FOR_AWS_RESOURCE: Context = { 'kms:GrantIsForAWSResource': 'false' }

/** For operations that know no key yet. Key policies have no say. */
export const onAccount = (action: string, { account }: KmsScope): Question => ({
  action,
  resource: { arn: '*', account },
})

/** Of custom key stores, which are no resources of their own. */
export const onKeyStores = (action: string, scope: KmsScope): Question => ({
  ...onAccount(action, scope),
  context: { 'kms:CallerAccount': scope.caller.account },
})

/** The settings of a key that is or is to be; the names that AWS retired are still honoured. */
export const settingsContext = (settings: KeySettings): Context => ({
  'kms:KeySpec': settings.keySpec,
  'kms:CustomerMasterKeySpec': settings.keySpec,
  'kms:KeyUsage': settings.keyUsage,
  'kms:CustomerMasterKeyUsage': settings.keyUsage,
  'kms:KeyOrigin': settings.origin,
  'kms:MultiRegion': String(settings.multiRegion),
})

function keyContext({ key, requestAlias }: KeyTarget, { caller, region }: KmsScope): Context {
  return {
    'kms:CallerAccount': caller.account,
    // The suffix is the same in every partition.
    ...(caller.via && { 'kms:ViaService': `${caller.via.service}.${region}.amazonaws.com` }),
    ...(requestAlias !== undefined && { 'kms:RequestAlias': requestAlias }),
    ...(key && settingsContext(key)),
  }
}

/** For IAM policies only: a key policy knows its key, and tags and aliases are easily changed. */
const labelContext = (tags: readonly Tag[], aliasNames: readonly string[]): Context => ({
  ...tagContext('aws:ResourceTag', tags),
  ...(aliasNames.length > 0 && { 'kms:ResourceAliases': aliasNames }),
})

/** The tags that a request sets. */
export function requestTagContext(tags: readonly Tag[] = []): Context {
  if (tags.length === 0) return {}
  return { ...tagContext('aws:RequestTag', tags), 'aws:TagKeys': tags.map((tag) => tag.TagKey) }
}

const tagContext = (family: string, tags: readonly Tag[]): Context =>
  Object.fromEntries(tags.map(({ TagKey, TagValue }) => [`${family}/${TagKey}`, TagValue]))

/** Absent, not false, when the request does not say: AWS documents it so. */
export const bypassContext = (bypass: boolean | undefined): Context =>
  bypass === undefined ? {} : { 'kms:BypassPolicyLockoutSafetyCheck': String(bypass) }

/** What cryptographic operations with a symmetric encryption key tell. */
export function cryptographicContext(
  algorithm: string,
  encryptionContext: EncryptionContext = {},
): Context {
  return { 'kms:EncryptionAlgorithm': algorithm, ...pairsContext(encryptionContext) }
}

/**
 * The pairs of an encryption context. Names of context keys are compared without case: two that
 * differ in it only become one with both values, so that neither hides the other.
 */
export function pairsContext(encryptionContext: EncryptionContext): Context {
  const pairs = Object.entries(encryptionContext)
  if (pairs.length === 0) return {}
  const alike = Map.groupBy(pairs, ([key]) => key.toLowerCase())
  const values = [...alike].map(([key, same]) => {
    const [first = '', ...more] = same.map(([, value]) => value)
    return [`kms:EncryptionContext:${key}`, more.length === 0 ? first : [first, ...more]] as const
  })
  return { ...Object.fromEntries(values), 'kms:EncryptionContextKeys': pairs.map(([key]) => key) }
}
