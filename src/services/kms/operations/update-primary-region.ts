import type { Operation, Question, RecordedElsewhere } from '../../operation.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { UpdatePrimaryRegionInput } from '../model.ts'
import { onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { BY_KMS } from '../resources/by-kms.ts'
import { requireState } from '../resources/key-states.ts'
import { existing } from '../resources/keys.ts'
import type { Key, KeyTarget } from '../resources/keys.ts'
import { settlingFrom } from '../resources/multi-region.ts'
import { requirePrimary, requireRegion } from '../resources/primary-key.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Makes a replica the primary key, and the primary key a replica of it. It needs the permission on
 * both, each of which has its own key policy. Both are Updating for a while, which hinders no use.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html
 */
export const UpdatePrimaryRegion: Operation<KmsScope, UpdatePrimaryRegionInput, undefined> = {
  readOnly: false,
  questions(input, scope) {
    const { current, next } = namedKeys(input, scope)
    const context = { 'kms:PrimaryRegion': input.PrimaryRegion }
    const ask = (target: KeyTarget): Question =>
      onKey('kms:UpdatePrimaryRegion', target, scope, { context, sameAccountOnly: true })
    return [current, ...(next ? [next] : [])].map(ask)
  },
  perform(input, scope) {
    const { keys, now } = scope
    const { current, next } = namedKeys(input, scope)
    const primary = existing(current)
    requireState(primary, 'UpdatePrimaryRegion')
    requirePrimary(primary)
    if (!next) throw alreadyPrimary(primary)
    const replica = existing(next)
    requireState(replica, 'UpdatePrimaryRegion')
    const multiRegionSettling = settlingFrom(now, 'Updating')
    return {
      changes: [
        keys.update(primary, { multiRegionKeyType: 'REPLICA', multiRegionSettling }),
        keys.update(replica, { multiRegionKeyType: 'PRIMARY', multiRegionSettling }),
      ],
      event: {
        responseElements: { keyId: primary.arn },
        resources: [keys.eventResource(primary)],
        elsewhere: [promotion(replica)],
      },
    }
  },
}

/** `next` is the key in the Region that is to be the primary one, where that is another. */
function namedKeys(
  { KeyId, PrimaryRegion }: UpdatePrimaryRegionInput,
  { keys, region }: KmsScope,
): { readonly current: KeyTarget; readonly next?: KeyTarget } {
  const primaryRegion = requireRegion(PrimaryRegion, 'primaryRegion')
  const current = keys.find(KeyId)
  const { key } = current
  if (!key?.multiRegion || primaryRegion === region) return { current }
  return { current, next: keys.findAt({ ...key, region: primaryRegion }) }
}

/** The sentence is ours: AWS's is not known. */
const alreadyPrimary = ({ arn }: Key) =>
  UnsupportedOperationException(`${arn} is already the multi-region primary key.`)

/** As AWS documents it: the other Region's event names no resources. */
const promotion = ({ arn, region }: Key): RecordedElsewhere => ({
  region,
  operation: 'UpdatePrimaryRegion',
  requestParameters: recordedInput('UpdatePrimaryRegion', { KeyId: arn, PrimaryRegion: region }),
  responseElements: { keyId: arn },
  resources: [],
  by: BY_KMS,
})
