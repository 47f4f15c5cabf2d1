// The operations that are measured, each as 1,000 requests with different bodies.

import { randomBytes } from 'node:crypto'
import { defaultKeyPolicy } from '../src/policy/index.ts'
import { sendAll, wireBytes } from './load.ts'
import { ACCOUNT, roleArn } from './people.ts'
import { signedRequest, type AccessKey, type Target } from './signature.ts'
import type { WireRequest } from '../src/aws/wire-request.ts'

const REQUESTS = 1000
/** Key pairs take a while to make, and one signs like the other. */
const KEY_PAIRS = 4
const PLAINTEXT_BYTES = 256
const EVENTS_PER_PAGE = 10

export interface Workload {
  readonly operation: string
  /** Signed now: KMS takes a signature for five minutes. */
  readonly sign: () => readonly WireRequest[]
}

/** What the requests are about. */
interface Made {
  readonly keyIds: readonly string[]
  readonly rsaKeyIds: readonly string[]
  readonly p256KeyIds: readonly string[]
  /** One of each of `keyIds`, in Base64. */
  readonly ciphertexts: readonly string[]
}

type InputOf = (index: number, made: Made) => object

const base64 = (bytes: number): string => randomBytes(bytes).toString('base64')
const pick = (ids: readonly string[], index: number): string => ids[index % ids.length] ?? ''

const signing =
  (keyIds: (made: Made) => readonly string[], SigningAlgorithm: string): InputOf =>
  (index, made) => ({ KeyId: pick(keyIds(made), index), Message: base64(32), SigningAlgorithm })

const OPERATIONS: Readonly<Record<string, readonly [Target, InputOf]>> = {
  Encrypt: [
    'kms:Encrypt',
    (index, { keyIds }) => ({ KeyId: pick(keyIds, index), Plaintext: base64(PLAINTEXT_BYTES) }),
  ],
  Decrypt: [
    'kms:Decrypt',
    (index, { ciphertexts }) => ({ CiphertextBlob: pick(ciphertexts, index) }),
  ],
  GenerateDataKey: [
    'kms:GenerateDataKey',
    (index, { keyIds }) => ({ KeyId: pick(keyIds, index), KeySpec: 'AES_256' }),
  ],
  DescribeKey: ['kms:DescribeKey', (index, { keyIds }) => ({ KeyId: pick(keyIds, index) })],
  GetKeyPolicy: [
    'kms:GetKeyPolicy',
    (index, { keyIds }) => ({ KeyId: pick(keyIds, index), PolicyName: 'default' }),
  ],
  PutKeyPolicy: [
    'kms:PutKeyPolicy',
    (index, { keyIds }) => ({
      KeyId: pick(keyIds, index),
      PolicyName: 'default',
      Policy: policy(index),
    }),
  ],
  'Sign RSA-2048': ['kms:Sign', signing(({ rsaKeyIds }) => rsaKeyIds, 'RSASSA_PKCS1_V1_5_SHA_256')],
  'Sign P-256': ['kms:Sign', signing(({ p256KeyIds }) => p256KeyIds, 'ECDSA_SHA_256')],
  LookupEvents: [
    'cloudtrail:LookupEvents',
    (index, { keyIds }) => ({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: pick(keyIds, index) }],
      MaxResults: EVENTS_PER_PAGE,
    }),
  ],
  GetCallerIdentity: ['sts:GetCallerIdentity', () => ({})],
  AssumeRole: [
    'sts:AssumeRole',
    (index) => ({ RoleArn: roleArn, RoleSessionName: `session-${index}` }),
  ],
}

/** Those whose names begin with one of these words; all when there is none. */
export const operationsNamed = (words: readonly string[]): readonly string[] =>
  Object.keys(OPERATIONS).filter(
    (name) => words.length === 0 || words.some((word) => name.startsWith(word)),
  )

export interface WorkloadsOf {
  readonly port: number
  readonly user: AccessKey
  /** `operationsNamed` */
  readonly operations: readonly string[]
  readonly keys?: number
  /** As of a load. */
  readonly oneEach?: boolean
}

/** Makes the keys that they are about. */
export async function workloads({
  port,
  user,
  operations,
  keys = REQUESTS,
  oneEach = false,
}: WorkloadsOf): Promise<readonly Workload[]> {
  const ask = (target: Target, inputs: readonly object[]) => {
    const requests = inputs.map((input) => bytesOf(signedRequest(user, target, input)))
    return sendAll({ port, requests, connections: 16, oneEach })
  }
  const createKeys = async (count: number, settings: object) => {
    const created = await ask('kms:CreateKey', Array<object>(count).fill(settings))
    return created.map((body) => member<{ KeyId: string }>(body, 'KeyMetadata').KeyId)
  }
  const needs = (name: string) => operations.includes(name)
  const keyIds = await createKeys(keys, {})
  const plaintexts = keyIds.map((KeyId) => ({ KeyId, Plaintext: base64(PLAINTEXT_BYTES) }))
  const encrypted = needs('Decrypt') ? await ask('kms:Encrypt', plaintexts) : []
  const made: Made = {
    keyIds,
    rsaKeyIds: needs('Sign RSA-2048') ? await createKeys(KEY_PAIRS, signer('RSA_2048')) : [],
    p256KeyIds: needs('Sign P-256') ? await createKeys(KEY_PAIRS, signer('ECC_NIST_P256')) : [],
    ciphertexts: encrypted.map((body) => member<string>(body, 'CiphertextBlob')),
  }
  return operations.flatMap((operation) => {
    const [target, inputOf] = OPERATIONS[operation] ?? []
    if (!target || !inputOf) return []
    const inputs = Array.from({ length: REQUESTS }, (_, index) => inputOf(index, made))
    return [{ operation, sign: () => inputs.map((input) => signedRequest(user, target, input)) }]
  })
}

const signer = (KeySpec: string): object => ({ KeySpec, KeyUsage: 'SIGN_VERIFY' })

const member = <Value>(body: string, name: string): Value =>
  (JSON.parse(body) as Readonly<Record<string, Value>>)[name] as Value

/** The default key policy, under another id each time. */
const policy = (index: number): string =>
  JSON.stringify({ ...defaultKeyPolicy(ACCOUNT), Id: `policy-${index}` })

export const bytesOf = ({ headers, body }: WireRequest, path = '/'): Buffer =>
  wireBytes(path, headers, body)
