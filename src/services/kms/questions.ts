// What KMS asks authorization, with the condition keys that it brings along.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html

import type { EncryptionContext } from '../../crypto/encryption-context.ts'
import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { Tag } from './model.ts'
import type { KeySettings } from './resources/key-settings.ts'
import type { KeyTarget } from './resources/keys.ts'
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
  return { ...more, action, resource: target.resource, context }
}

/** For operations that know no key yet. Key policies have no say. */
export const onAccount = (action: string, { account }: KmsScope): Question => ({
  action,
  resource: { arn: '*', account },
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

function keyContext({ key, requestAlias }: KeyTarget, { caller, aliases }: KmsScope): Context {
  return {
    'kms:CallerAccount': caller.account,
    ...(requestAlias !== undefined && { 'kms:RequestAlias': requestAlias }),
    ...(key && { ...settingsContext(key), ...labelContext(key.tags, aliases.namesOf(key)) }),
  }
}

/** UNLIKE AWS: these are for IAM policies only there; here a key policy sees them too. */
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
  const pairs = Object.entries(encryptionContext)
  return {
    'kms:EncryptionAlgorithm': algorithm,
    ...Object.fromEntries(pairs.map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
    ...(pairs.length > 0 && { 'kms:EncryptionContextKeys': pairs.map(([key]) => key) }),
  }
}
