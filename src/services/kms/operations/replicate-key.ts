import type { Region } from '../../../base/region.ts'
import { eventParameters } from '../../../aws/event-parameters.ts'
import { isJsonObject } from '../../../base/json.ts'
import { change } from '../../../store/store.ts'
import { iamDirectory } from '../../iam/api.ts'
import type { Operation, Question, RecordedElsewhere } from '../../operation.ts'
import { AlreadyExistsException } from '../errors.ts'
import type { KeyMetadata, ReplicateKeyInput, ReplicateKeyOutput } from '../model.ts'
import { model } from '../model.ts'
import { keyPolicyInForce } from '../policies/in-force.ts'
import { defaultKeyPolicyRow, readableKeyPolicy, requireKeyPolicy } from '../policies/key-policy.ts'
import { requireCallerKeepsControl } from '../policies/lockout-safety-check.ts'
import { onKey, onNewKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { BY_KMS } from '../resources/by-kms.ts'
import { keyArn } from '../resources/key-id.ts'
import { keyMetadata } from '../resources/key-metadata.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key } from '../resources/keys.ts'
import { synchronization } from '../resources/multi-region.ts'
import { newReplica } from '../resources/new-replica.ts'
import { requirePrimary, requireRegion } from '../resources/primary-key.ts'
import { requireTags } from '../resources/tags.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyPolicyRow } from '../tables.ts'
import { keyPolicies } from '../tables.ts'

/**
 * Makes a replica of a multi-Region primary key in another Region: another key with the same id
 * and key material. Its key policy, description and tags are those of the request or the usual
 * ones, never the primary key's. It needs kms:ReplicateKey on the primary key, and kms:CreateKey in
 * the other Region.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
 */
export const ReplicateKey: Operation<KmsScope, ReplicateKeyInput, ReplicateKeyOutput> = {
  readOnly: false,
  questions,
  perform(input, scope) {
    const { Policy, BypassPolicyLockoutSafetyCheck: bypass = false } = input
    const primary = scope.keys.require(input.KeyId)
    const region = requireReplicable(primary, input, scope)
    const directory = iamDirectory(scope.store)
    const policy = wantedPolicy(input, scope)
    const { key, changes } = newReplica(primary, region, input, scope)
    if (Policy !== undefined && !bypass) {
      requireCallerKeepsControl(key, keyPolicyInForce(policy), scope)
    }
    const ReplicaKeyMetadata = keyMetadata(key, [...scope.keys.relatedTo(primary), key])
    return {
      output: {
        ReplicaKeyMetadata,
        ReplicaPolicy: readableKeyPolicy(policy, directory),
        ReplicaTags: key.tags,
      },
      changes: [...changes, change(keyPolicies, key.row.id, undefined, policy)],
      event: {
        resources: [scope.keys.eventResource(primary)],
        elsewhere: [creation(key, input, ReplicaKeyMetadata)],
      },
      acts: [synchronization(primary, scope.now)],
    }
  },
  requestParameters: (input) => recordedInput('ReplicateKey', withDefaults(input)),
}

function wantedPolicy({ Policy }: ReplicateKeyInput, { account, store }: KmsScope): KeyPolicyRow {
  if (Policy === undefined) return defaultKeyPolicyRow(account)
  return requireKeyPolicy(Policy, iamDirectory(store))
}

function questions(input: ReplicateKeyInput, scope: KmsScope): readonly Question[] {
  const region = requireRegion(input.ReplicaRegion, 'replicaRegion')
  requireTags(input.Tags)
  const target = scope.keys.find(input.KeyId)
  const context = { 'kms:ReplicaRegion': region }
  const replicate = onKey('kms:ReplicateKey', target, scope, { context, sameAccountOnly: true })
  if (!target.key) return [replicate]
  const settings = { ...target.key, multiRegion: true, multiRegionKeyType: 'REPLICA' } as const
  return [replicate, ...onNewKey(settings, input, { ...scope, region }).map(askedIn(region))]
}

/** The key is made there, so that is the Region that policies are asked about. */
const askedIn =
  (region: Region) =>
  (question: Question): Question => ({
    ...question,
    context: { ...question.context, 'aws:RequestedRegion': region },
  })

/** The Region that gets the replica. */
function requireReplicable(primary: Key, input: ReplicateKeyInput, { keys }: KmsScope): Region {
  requireState(primary, 'ReplicateKey')
  requirePrimary(primary)
  const region = requireRegion(input.ReplicaRegion, 'replicaRegion')
  if (!keys.relatedTo(primary).some((related) => related.region === region)) return region
  // The sentence is ours: AWS's is not known.
  throw AlreadyExistsException(`Key '${keyArn({ ...primary, region })}' already exists`)
}

const withDefaults = (input: ReplicateKeyInput) => ({
  ...input,
  BypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
  Description: input.Description ?? '',
})

/** AWS documents that there is such an event; what it holds follows CreateKey's own. */
function creation(
  key: Key,
  { Policy, Tags, ...input }: ReplicateKeyInput,
  metadata: KeyMetadata,
): RecordedElsewhere {
  const { Description, BypassPolicyLockoutSafetyCheck } = withDefaults(input)
  const answered = eventParameters(model, 'CreateKeyResponse', { KeyMetadata: metadata })
  return {
    region: key.region,
    operation: 'CreateKey',
    requestParameters: recordedInput('CreateKey', {
      ...(Policy !== undefined && { Policy }),
      Description,
      KeyUsage: key.keyUsage,
      CustomerMasterKeySpec: key.keySpec,
      KeySpec: key.keySpec,
      Origin: key.origin,
      BypassPolicyLockoutSafetyCheck,
      ...(Tags && { Tags }),
      MultiRegion: true,
    }),
    responseElements: isJsonObject(answered) ? answered : null,
    resources: [{ arn: key.arn, account: key.account, type: 'AWS::KMS::Key' }],
    by: BY_KMS,
  }
}
