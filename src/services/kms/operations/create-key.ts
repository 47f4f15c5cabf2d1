import { iamDirectory } from '../../iam/api.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { change } from '../../../store/store.ts'
import type { Operation, Question } from '../../operation.ts'
import type { CreateKeyInput, CreateKeyOutput } from '../model.ts'
import { keyPolicyInForce } from '../policies/in-force.ts'
import { defaultKeyPolicyRow, requireKeyPolicy } from '../policies/key-policy.ts'
import { requireCallerKeepsControl } from '../policies/lockout-safety-check.ts'
import { bypassContext, onAccount, requestTagContext, settingsContext } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { keyArn } from '../resources/key-id.ts'
import { keyMetadata } from '../resources/key-metadata.ts'
import { requestedSettings, requireKeySettings } from '../resources/key-settings.ts'
import { newKeyMaterial } from '../resources/key-specs.ts'
import { newKey } from '../resources/new-key.ts'
import { requireTags } from '../resources/tags.ts'
import type { KmsScope } from '../scope.ts'
import { keyPolicies } from '../tables.ts'

/**
 * Makes a KMS key with its key policy and key material.
 *
 * A policy that is sent along must leave the caller able to change it, unless the policy lockout
 * safety check is bypassed; without one the key gets the default policy, which leaves the
 * decision to the account's IAM policies.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export const CreateKey: Operation<KmsScope, CreateKeyInput, CreateKeyOutput> = {
  readOnly: false,
  questions,
  prepare(input, { world }) {
    const { keySpec } = requestedSettings(input)
    const isSymmetric = keySpec === 'SYMMETRIC_DEFAULT'
    return isSymmetric ? Promise.resolve(undefined) : newKeyMaterial(keySpec, world)
  },
  perform(input, scope, prepared) {
    const { Policy, BypassPolicyLockoutSafetyCheck: bypass = false } = input
    const policy =
      Policy === undefined
        ? defaultKeyPolicyRow(scope.account)
        : requireKeyPolicy(Policy, iamDirectory(scope.store))
    const { key, changes } = newKey(input, scope, prepared as SecretBytes | undefined)
    if (Policy !== undefined && !bypass) {
      requireCallerKeepsControl(key, keyPolicyInForce(policy), scope)
    }
    return {
      output: { KeyMetadata: keyMetadata(key) },
      changes: [...changes, change(keyPolicies, key.row.id, undefined, policy)],
      event: { resources: [{ arn: key.arn, account: key.account, type: 'AWS::KMS::Key' }] },
    }
  },
  requestParameters,
}

function questions(input: CreateKeyInput, scope: KmsScope): readonly Question[] {
  const settings = requireKeySettings(input)
  const tags = requireTags(input.Tags)
  const bypass = bypassContext(input.BypassPolicyLockoutSafetyCheck)
  const context = { ...settingsContext(settings), ...requestTagContext(tags), ...bypass }
  const create = { ...onAccount('kms:CreateKey', scope), context }
  return tags.length === 0 ? [create] : [create, tagQuestion(input, scope)]
}

/**
 * The key does not exist yet, so its tags cannot be asked about: only those of the request. AWS's
 * refusal names no resource.
 */
function tagQuestion({ Tags }: CreateKeyInput, { account, region }: KmsScope): Question {
  const arn = keyArn({ account, region, keyId: '*' })
  const resource = { arn, account, mention: 'unnamed' } as const
  return { action: 'kms:TagResource', resource, context: requestTagContext(Tags) }
}

function requestParameters(input: CreateKeyInput) {
  const { keySpec, keyUsage, origin } = requestedSettings(input)
  return recordedInput('CreateKey', {
    ...input,
    Description: input.Description ?? '',
    KeyUsage: keyUsage,
    CustomerMasterKeySpec: keySpec,
    KeySpec: keySpec,
    Origin: origin,
    BypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
  })
}
