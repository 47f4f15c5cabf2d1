// The operations that are measured, each as 1,000 requests with different bodies, signed when the
// run begins: KMS takes a signature for five minutes.

import { randomBytes } from 'node:crypto'
import { defaultKeyPolicy } from '../src/policy/index.ts'
import { sendAll, wireBytes } from './load.ts'
import { ACCOUNT } from './people.ts'
import { signedRequest, type AccessKey, type Target } from './signature.ts'
import type { WireRequest } from '../src/aws/wire-request.ts'

const KEYS = 1000
const PLAINTEXT_BYTES = 256
const EVENTS_PER_PAGE = 10

export interface Workload {
  readonly operation: string
  readonly requests: readonly WireRequest[]
}

/** Makes the keys that they are about. */
export async function workloads(
  port: number,
  user: AccessKey,
  keys = KEYS,
): Promise<readonly Workload[]> {
  const sign = (target: Target, input: object) => signedRequest(user, target, input)
  const creations = Array.from({ length: keys }, () => bytesOf(sign('kms:CreateKey', {})))
  const created = await sendAll({ port, requests: creations, connections: 64 })
  const keyIds = created.map((body) => {
    const { KeyMetadata } = JSON.parse(body) as { KeyMetadata: { KeyId: string } }
    return KeyMetadata.KeyId
  })
  const each = (target: Target, input: (KeyId: string, index: number) => object): Workload => ({
    operation: target.slice(target.indexOf(':') + 1),
    requests: keyIds.map((keyId, index) => sign(target, input(keyId, index))),
  })
  return [
    each('kms:Encrypt', (KeyId) => ({
      KeyId,
      Plaintext: randomBytes(PLAINTEXT_BYTES).toString('base64'),
    })),
    each('kms:GetKeyPolicy', (KeyId) => ({ KeyId })),
    each('kms:PutKeyPolicy', (KeyId, index) => ({ KeyId, Policy: policy(index) })),
    each('cloudtrail:LookupEvents', (keyId) => ({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: keyId }],
      MaxResults: EVENTS_PER_PAGE,
    })),
  ]
}

/** The default key policy, under another id each time. */
const policy = (index: number): string =>
  JSON.stringify({ ...defaultKeyPolicy(ACCOUNT), Id: `policy-${index}` })

export const bytesOf = ({ headers, body }: WireRequest, path = '/'): Buffer =>
  wireBytes(path, headers, body)
