// The grants on a key: they allow by themselves, beside the key policy and IAM policies.

import { paginateListGrants, type GrantListEntry } from '@aws-sdk/client-kms'
import type { Grant } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'
import { sentTime } from './sent-time.ts'

export interface KeyGrant extends Grant {
  /** Empty: it has none. */
  readonly name: string
  readonly createdAt: Date | undefined
}

export interface KeyGrants {
  readonly grants: readonly KeyGrant[]
  /** Not all were read: a key can have 50,000. */
  readonly isCut: boolean
}

const pageSize = 100
/** Keys of EBS and the like have thousands, each to a service: those are not what is asked for. */
const pagesMax = 10

export function askGrants({ kms }: Connection, keyArn: string): Promise<Answer<KeyGrants>> {
  return ask('kms:ListGrants', async () => {
    const grants: KeyGrant[] = []
    let pages = 0
    const input = { KeyId: keyArn, Limit: pageSize }
    for await (const { Grants = [], Truncated = false } of paginateListGrants(
      { client: kms },
      input,
    )) {
      grants.push(...Grants.map((entry) => grantOf(entry, keyArn)))
      pages += 1
      if (Truncated && pages === pagesMax) return { grants, isCut: true }
    }
    return { grants, isCut: false }
  })
}

function grantOf(entry: GrantListEntry, keyArn: string): KeyGrant {
  const { GrantId = '', GranteePrincipal = '', RetiringPrincipal, IssuingAccount } = entry
  const constraints = constraintsOf(entry.Constraints)
  return {
    grantId: GrantId,
    keyArn,
    granteePrincipal: GranteePrincipal,
    ...(RetiringPrincipal !== undefined && { retiringPrincipal: RetiringPrincipal }),
    ...(IssuingAccount !== undefined && { issuingAccount: IssuingAccount }),
    operations: entry.Operations ?? [],
    ...(constraints && { constraints }),
    name: entry.Name ?? '',
    createdAt: sentTime(entry.CreationDate),
  }
}

function constraintsOf(given: GrantListEntry['Constraints']): Grant['constraints'] {
  if (given === undefined) return undefined
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = given
  const sourceArn = 'SourceArn' in given ? given.SourceArn : undefined
  return {
    ...(equals && { encryptionContextEquals: equals }),
    ...(subset && { encryptionContextSubset: subset }),
    ...(typeof sourceArn === 'string' && { sourceArn }),
  }
}

const GRANTABLE: ReadonlySet<string> = new Set(
  [
    ...['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'],
    ...['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'ReEncryptFrom'],
    ...['ReEncryptTo', 'Sign', 'Verify', 'GenerateMac', 'VerifyMac', 'DeriveSharedSecret'],
    ...['Encapsulate', 'Decapsulate'],
    ...['GetPublicKey', 'DescribeKey', 'CreateGrant', 'RetireGrant'],
  ].map((operation) => `kms:${operation.toLowerCase()}`),
)

/** No grant can carry the others, GetKeyPolicy and PutKeyPolicy among them. */
export const isGrantable = (action: string): boolean => GRANTABLE.has(action.toLowerCase())
