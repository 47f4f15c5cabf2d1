import { iamDirectory } from '../../iam/api.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import type { CreateKeyInput, CreateKeyOutput } from '../model.ts'
import { keyPolicyInForce } from '../policies/in-force.ts'
import { defaultKeyPolicyRow, requireKeyPolicy } from '../policies/key-policy.ts'
import { requireCallerKeepsControl } from '../policies/lockout-safety-check.ts'
import { onNewKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { checkExternalKey } from '../resources/external-key-members.ts'
import { keyMetadata } from '../resources/key-metadata.ts'
import { requestedSettings, requireKeySettings } from '../resources/key-settings.ts'
import { makeMultiRegionRole, onMultiRegionRole } from '../resources/multi-region-role.ts'
import { newKeyMaterial } from '../resources/key-specs.ts'
import { newKey } from '../resources/new-key.ts'
import type { KmsScope } from '../scope.ts'
import { keyPolicies } from '../tables.ts'

/**
 * Makes a KMS key with its key policy and key material.
 *
 * A policy that is sent along must leave the caller able to change it, unless the policy lockout
 * safety check is bypassed; without one the key gets the default policy, which leaves the
 * decision to the account's IAM policies.
 *
 * Of a key in an external key store the key store's proxy must know the external key, before.
 *
 * UNLIKE AWS: nobody counts the keys of an account and a Region, and without `--throttle` nobody
 * the requests in a second. AWS has quotas for both.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export const CreateKey: Operation<KmsScope, CreateKeyInput, CreateKeyOutput> = {
  readOnly: false,
  questions: (input, scope) => [
    ...onNewKey(requireKeySettings(input), input, scope),
    ...onMultiRegionRole(input, scope),
  ],
  prepare,
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
      output: { KeyMetadata: keyMetadata(key, [key]) },
      changes: [...changes, change(keyPolicies, key.row.id, undefined, policy)],
      event: { resources: [{ arn: key.arn, account: key.account, type: 'AWS::KMS::Key' }] },
    }
  },
  requestParameters,
}

/**
 * The key material of a key that gets its own from KMS, unless that is of the symmetric spec, which
 * takes no time: most requests wait for nothing.
 */
function prepare(
  input: CreateKeyInput,
  scope: KmsScope,
): Promise<SecretBytes | undefined> | undefined {
  const { keySpec, origin } = requestedSettings(input)
  const isMadeHere = keySpec !== 'SYMMETRIC_DEFAULT' && origin === 'AWS_KMS'
  // A key is never both in a key store and a multi-Region key.
  const before = checkExternalKey(input, scope) ?? makeMultiRegionRole(input, scope)
  if (!isMadeHere) return before?.then(() => undefined)
  const make = () => newKeyMaterial(keySpec, scope.world)
  return before ? before.then(make) : make()
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
