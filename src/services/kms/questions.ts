// What KMS asks authorization, with the condition keys that it brings along.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html

import type { EncryptionContext } from '../../crypto/encryption-context.ts'
import type { ContextValue } from '../../policy/index.ts'
import type { Question } from '../operation.ts'
import type { CreateKeyInput, GrantConstraints, Tag } from './model.ts'
import { keyArn } from './resources/key-id.ts'
import type { KeySettings } from './resources/key-settings.ts'
import type { Key, KeyTarget } from './resources/keys.ts'
import { isGrantable } from './resources/grant-operations.ts'
import { requireTags } from './resources/tags.ts'
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
  // One that does not exist is looked into like one that does: time is not to tell them apart.
  const place = key ?? target.place
  const grants = place && isGrantable(action) ? scope.grants.ofCaller(place) : []
  const names = place ? scope.aliases.namesOf(place) : []
  if (!key) return { ...more, action, resource: { ...resource, grants: [] }, context }
  const identityContext = labelContext(key.tags, names)
  const told = additionalEventData(action, key)
  return { ...more, ...told, action, resource: { ...resource, grants }, context, identityContext }
}

/** These send an external key manager to work, and their events say which key of which store. */
const IN_THE_KEY_STORE: readonly string[] = [
  ...['kms:Decrypt', 'kms:Encrypt'],
  ...['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
]

// The developer guide shows it of Decrypt, done and refused: https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
function additionalEventData(action: string, key: Key): Pick<Question, 'additionalEventData'> {
  const { customKeyStoreId, xksKeyId } = key
  const isTold = IN_THE_KEY_STORE.includes(action)
  if (!isTold || customKeyStoreId === undefined || xksKeyId === undefined) return {}
  return { additionalEventData: { customKeyStoreId, xksKeyId } }
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

/** May the caller make such a key? Its tags need a permission of their own. */
export function onNewKey(
  settings: KeySettings,
  input: Pick<CreateKeyInput, 'Tags' | 'BypassPolicyLockoutSafetyCheck'>,
  scope: KmsScope,
): readonly Question[] {
  const tags = requestTagContext(requireTags(input.Tags))
  const bypass = bypassContext(input.BypassPolicyLockoutSafetyCheck)
  const context = { ...settingsContext(settings), ...tags, ...bypass }
  const create = { ...onAccount('kms:CreateKey', scope), context }
  return input.Tags === undefined || input.Tags.length === 0
    ? [create]
    : [create, onNewTags(tags, scope)]
}

/**
 * The key does not exist yet, so its tags cannot be asked about: only those of the request. AWS's
 * refusal names no resource.
 */
function onNewTags(context: Context, { account, region }: KmsScope): Question {
  const arn = keyArn({ account, region, keyId: '*' })
  const resource = { arn, account, mention: 'unnamed' } as const
  return { action: 'kms:TagResource', resource, context }
}

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
  ...(settings.multiRegionKeyType && { 'kms:MultiRegionKeyType': settings.multiRegionKeyType }),
})

function keyContext({ key, requestAlias }: KeyTarget, { caller, region }: KmsScope): Context {
  return {
    'kms:CallerAccount': caller.account,
    // The suffix is the same in every partition.
    ...(caller.via && { 'kms:ViaService': `${caller.via.service}.${region}.amazonaws.com` }),
    ...(requestAlias !== undefined && { 'kms:RequestAlias': requestAlias }),
    ...(key && settingsContext(key)),
    ...(key && key.region !== region && { 'aws:RequestedRegion': key.region }),
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

/** The encryption context that a grant asks for, under the names of a request's own. */
export function constraintContext(constraints: GrantConstraints = {}): Context {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints
  const type = equals ? 'EncryptionContextEquals' : subset && 'EncryptionContextSubset'
  return {
    ...(type !== undefined && { 'kms:GrantConstraintType': type }),
    ...pairsContext(equals ?? subset ?? {}),
  }
}

/**
 * The pairs of an encryption context. Names of context keys are compared without case: two that
 * differ in it only become one with both values, so that neither hides the other.
 */
function pairsContext(encryptionContext: EncryptionContext): Context {
  const pairs = Object.entries(encryptionContext)
  if (pairs.length === 0) return {}
  const alike = Map.groupBy(pairs, ([key]) => key.toLowerCase())
  const values = [...alike].map(([key, same]) => {
    const [first = '', ...more] = same.map(([, value]) => value)
    return [`kms:EncryptionContext:${key}`, more.length === 0 ? first : [first, ...more]] as const
  })
  return { ...Object.fromEntries(values), 'kms:EncryptionContextKeys': pairs.map(([key]) => key) }
}
