// How many requests a second KMS takes of an account in a Region, as AWS has it before anybody
// asks for more. https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html

import { isJsonObject } from '../../base/json.ts'
import type { Question, QuotaUse, QuotedRequest } from '../operation.ts'

const PER_SECOND: Readonly<Record<string, number>> = {
  CancelKeyDeletion: 5,
  ConnectCustomKeyStore: 5,
  CreateAlias: 5,
  CreateCustomKeyStore: 5,
  CreateGrant: 50,
  CreateKey: 5,
  DeleteAlias: 15,
  DeleteCustomKeyStore: 5,
  DeleteImportedKeyMaterial: 15,
  DescribeCustomKeyStores: 5,
  DescribeKey: 2000,
  DisableKey: 5,
  DisableKeyRotation: 5,
  DisconnectCustomKeyStore: 5,
  EnableKey: 5,
  EnableKeyRotation: 15,
  GetKeyLastUsage: 5,
  GetKeyPolicy: 1000,
  GetKeyRotationStatus: 1000,
  GetParametersForImport: 1,
  GetPublicKey: 2000,
  ImportKeyMaterial: 15,
  ListAliases: 500,
  ListGrants: 100,
  ListKeyPolicies: 100,
  ListKeyRotations: 100,
  ListKeys: 500,
  ListResourceTags: 2000,
  ListRetirableGrants: 100,
  PutKeyPolicy: 15,
  ReplicateKey: 5,
  RetireGrant: 50,
  RevokeGrant: 50,
  RotateKeyOnDemand: 5,
  ScheduleKeyDeletion: 15,
  TagResource: 10,
  UntagResource: 5,
  UpdateAlias: 5,
  UpdateCustomKeyStore: 5,
  UpdateKeyDescription: 5,
  UpdatePrimaryRegion: 5,
}

/** Of GenerateDataKeyPair and its sister, for each kind of pair. */
const PAIRS_PER_SECOND: Readonly<Record<string, number>> = {
  ECC_NIST_P256: 100,
  ECC_NIST_P384: 100,
  ECC_NIST_P521: 100,
  ECC_SECG_P256K1: 100,
  ECC_NIST_EDWARDS25519: 100,
  RSA_2048: 20,
  RSA_3072: 4,
  RSA_4096: 1,
}

const SYMMETRIC_OPERATIONS: ReadonlySet<string> = new Set([
  ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateMac'],
  ...['GenerateRandom', 'ReEncrypt', 'VerifyMac'],
])
const SYMMETRIC_PER_SECOND: Readonly<Record<string, number>> = {
  'us-east-1': 100_000,
  'us-west-2': 100_000,
  'eu-west-1': 100_000,
  'us-east-2': 20_000,
  'ap-southeast-1': 20_000,
  'ap-southeast-2': 20_000,
  'ap-northeast-1': 20_000,
  'eu-central-1': 20_000,
  'eu-west-2': 20_000,
}
const SYMMETRIC_ELSEWHERE = 10_000

/** Of keys that are pairs: whatever the operation, they share one quota a kind. */
const ASYMMETRIC_OPERATIONS: ReadonlySet<string> = new Set([
  ...['Decrypt', 'DeriveSharedSecret', 'Encrypt', 'ReEncrypt', 'Sign', 'Verify'],
])
const ASYMMETRIC_PER_SECOND = 1000

/**
 * Of each custom key store, whoever uses its keys, and beside what the request counts toward
 * anyway. The page once had GenerateDataKey count about three times; it no longer does.
 */
const KEY_STORE_OPERATIONS: ReadonlySet<string> = new Set([
  ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncrypt'],
])
const KEY_STORE_PER_SECOND = 1800

export function requestQuotas({
  operation,
  input,
  region,
  questions,
}: QuotedRequest): readonly QuotaUse[] {
  const use = (quota: string, perSecond: number, more: Partial<QuotaUse> = {}): QuotaUse => ({
    ...{ quota, region, perSecond, requests: 1, ...more },
  })
  const own = PER_SECOND[operation]
  if (own !== undefined) {
    return [use(operation, own), ...elsewhere({ operation, input, own: use(operation, own) })]
  }
  if (operation.startsWith('GenerateDataKeyPair')) {
    const pair = memberOf(input, 'KeyPairSpec') ?? ''
    const perSecond = PAIRS_PER_SECOND[pair]
    return perSecond === undefined ? [] : [use(`GenerateDataKeyPair (${pair})`, perSecond)]
  }
  const families = new Set(specsOf(questions).map((spec) => familyOf(spec)))
  const ofAccount = [...families].flatMap((family) => {
    if (family === 'symmetric') {
      if (!SYMMETRIC_OPERATIONS.has(operation)) return []
      return [use('symmetric', SYMMETRIC_PER_SECOND[region] ?? SYMMETRIC_ELSEWHERE)]
    }
    if (family === undefined || !ASYMMETRIC_OPERATIONS.has(operation)) return []
    return [use(family, ASYMMETRIC_PER_SECOND)]
  })
  if (!KEY_STORE_OPERATIONS.has(operation)) return ofAccount
  const keyStores = new Set(questions.flatMap(({ resource }) => resource.keptIn ?? []))
  const ofKeyStores = [...keyStores].map((keyStore) =>
    use(keyStore, KEY_STORE_PER_SECOND, { isShared: true }),
  )
  return [...ofAccount, ...ofKeyStores]
}

/** In the other Region: a replica is tried there and then made, a primary key is told. */
function elsewhere({
  operation,
  input,
  own,
}: {
  readonly operation: string
  readonly input: unknown
  readonly own: QuotaUse
}): readonly QuotaUse[] {
  if (operation === 'UpdatePrimaryRegion') {
    const region = memberOf(input, 'PrimaryRegion')
    return region === undefined ? [] : [{ ...own, region }]
  }
  if (operation !== 'ReplicateKey') return []
  const region = memberOf(input, 'ReplicaRegion')
  const perSecond = PER_SECOND['CreateKey'] ?? 0
  return region === undefined ? [] : [{ quota: 'CreateKey', region, perSecond, requests: 2 }]
}

/** None: no key is named, as for GenerateRandom, or it is one that nobody here knows. */
function specsOf(questions: readonly Question[]): readonly string[] {
  const specs = questions.map(({ context }) => context?.['kms:KeySpec'])
  const known = specs.filter((spec) => typeof spec === 'string')
  return known.length > 0 ? known : ['SYMMETRIC_DEFAULT']
}

function familyOf(spec: string): string | undefined {
  if (spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_')) return 'symmetric'
  if (spec.startsWith('RSA_')) return 'RSA'
  if (spec.startsWith('ECC_')) return 'ECC'
  // Of ML-KEM nothing is published.
  return spec.startsWith('ML_DSA_') ? 'ML-DSA' : undefined
}

function memberOf(input: unknown, name: string): string | undefined {
  const value = isJsonObject(input) ? input[name] : undefined
  return typeof value === 'string' ? value : undefined
}
