// All there is to ask about one key, side by side.

import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  paginateListGrants,
  type GrantListEntry,
} from '@aws-sdk/client-kms'
import { parseArn } from '../../../base/arn.ts'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, type Answer } from '../answer.ts'
import { askKeyPolicy } from '../key-policy.ts'
import { sentTime } from '../sent-time.ts'
import type { AccountKey, KeyGrant, KeyMetadata } from './account-key.ts'

const grantsPerPage = 100

/** What this server turned out not to know is not asked again. */
export interface ServerLimits {
  knowsRotation: boolean
}

export interface OneKey {
  readonly arn: string
  readonly aliases: readonly string[]
  readonly limits: ServerLimits
  /** Also of an AWS managed key, of which an audit has no need. */
  readonly always?: boolean
}

export async function askAccountKey(
  connection: Connection,
  { arn, aliases, limits, always = false }: OneKey,
): Promise<AccountKey> {
  const { region = '', resource = '' } = parseArn(arn) ?? {}
  const id = resource.slice('key/'.length)
  const metadata = await describe(connection, arn)
  const isAwsManaged =
    gotOf(metadata)?.keyManager === 'AWS' || aliases.some((name) => name.startsWith('alias/aws/'))
  const known = { arn, id, region, aliases, metadata, isAwsManaged }
  const nothing = { policy: undefined, grants: undefined, rotation: undefined }
  const untold = { lastKnown: undefined, usage: undefined }
  if (isAwsManaged && !always) return { ...known, ...nothing, ...untold }
  const [policy, grants, rotation] = await Promise.all([
    askKeyPolicy(connection, arn),
    listGrants(connection, arn),
    askRotation(connection, arn, metadata, limits),
  ])
  return { ...known, policy, grants, rotation, ...untold }
}

function describe({ kms }: Connection, KeyId: string): Promise<Answer<KeyMetadata>> {
  return ask('kms:DescribeKey', async () => {
    const { KeyMetadata: told } = await kms.send(new DescribeKeyCommand({ KeyId }))
    return {
      state: told?.KeyState ?? 'Unavailable',
      description: told?.Description ?? '',
      createdAt: sentTime(told?.CreationDate),
      deletionAt: sentTime(told?.DeletionDate),
      keyManager: told?.KeyManager ?? 'CUSTOMER',
      origin: told?.Origin ?? '',
      spec: told?.KeySpec ?? '',
    }
  })
}

function listGrants({ kms }: Connection, keyArn: string): Promise<Answer<readonly KeyGrant[]>> {
  return ask('kms:ListGrants', async () => {
    const found: KeyGrant[] = []
    const paging = { client: kms, pageSize: grantsPerPage }
    for await (const { Grants = [] } of paginateListGrants(paging, { KeyId: keyArn })) {
      found.push(...Grants.map((grant) => grantOf(grant, keyArn)))
    }
    return found
  })
}

function grantOf(grant: GrantListEntry, keyArn: string): KeyGrant {
  const { GranteePrincipal, GranteeServicePrincipal, IssuingAccount } = grant
  const retiring = grant.RetiringPrincipal ?? grant.RetiringServicePrincipal
  const granteePrincipal = GranteePrincipal ?? GranteeServicePrincipal ?? ''
  return {
    ...{ keyArn, granteePrincipal, grantId: grant.GrantId ?? '' },
    toService: granteePrincipal.endsWith('.amazonaws.com'),
    ...(retiring === undefined ? {} : { retiringPrincipal: retiring }),
    ...(IssuingAccount === undefined ? {} : { issuingAccount: IssuingAccount }),
    operations: grant.Operations ?? [],
    ...constraintsOf(grant),
  }
}

function constraintsOf({ Constraints = {} }: GrantListEntry): Pick<KeyGrant, 'constraints'> {
  const {
    EncryptionContextEquals: equals,
    EncryptionContextSubset: subset,
    SourceArn,
  } = Constraints
  const constraints = {
    ...(equals ? { encryptionContextEquals: equals } : {}),
    ...(subset ? { encryptionContextSubset: subset } : {}),
    ...(SourceArn === undefined ? {} : { sourceArn: SourceArn }),
  }
  return Object.keys(constraints).length === 0 ? {} : { constraints }
}

/** Only AWS's own symmetric key material is rotated. */
async function askRotation(
  { kms }: Connection,
  KeyId: string,
  metadata: Answer<KeyMetadata>,
  limits: ServerLimits,
): Promise<Answer<boolean> | undefined> {
  const { origin, spec, state } = gotOf(metadata) ?? {}
  const canRotate = origin === 'AWS_KMS' && spec === 'SYMMETRIC_DEFAULT' && state === 'Enabled'
  if (!canRotate || !limits.knowsRotation) return undefined
  const rotation = await ask('kms:GetKeyRotationStatus', async () => {
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }))
    return status.KeyRotationEnabled === true
  })
  if ('failed' in rotation) limits.knowsRotation = false
  return rotation
}
