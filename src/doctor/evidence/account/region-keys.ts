// Every key of one Region: its metadata, aliases, policy and grants, side by side.

import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  paginateListGrants,
  paginateListKeys,
  type GrantListEntry,
} from '@aws-sdk/client-kms'
import { arnOf } from '../../../base/arn.ts'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, isGot, isUnseen, type Answer, type Failed, type Refused } from '../answer.ts'
import { listAliases } from '../key.ts'
import { askKeyPolicy } from '../key-policy.ts'
import type { AccountKey, KeyGrant, KeyMetadata } from './account-key.ts'
import { askKeyUsage } from './key-usage.ts'
import { askLastKnownPolicies } from './last-known-policies.ts'
import { sideBySide } from './side-by-side.ts'

export interface RegionKeys {
  readonly region: string
  readonly keys: readonly AccountKey[]
  /** The keys could be listed. */
  readonly listed: boolean
  /** What was refused of the Region as a whole. */
  readonly unseen: readonly (Refused | Failed)[]
  /** Keys that were not reached before an interruption. */
  readonly notReached: number
}

export interface RegionKeysOptions {
  readonly account: string
  readonly region: string
  readonly now: Date
  readonly signal?: AbortSignal | undefined
  readonly tell?: (done: number, keys: number) => void
}

/** Below KMS's rate for ListGrants, 100 a second, at the latencies that a person has. */
const keysAtOnce = 12
const itemsPerPage = 1000
/** ListKeys takes 1,000 a page, ListGrants 100. */
const grantsPerPage = 100

export async function askRegionKeys(
  connection: Connection,
  options: RegionKeysOptions,
): Promise<RegionKeys> {
  const { region, signal } = options
  const [ids, aliases] = await Promise.all([listKeyIds(connection), listAliases(connection)])
  const refused = [ids, aliases].filter((answer) => isUnseen(answer))
  if (!isGot(ids)) return { region, keys: [], listed: false, unseen: refused, notReached: 0 }
  const names = aliasesByKey(aliases)
  const limits: Limits = { knowsRotation: true }
  let done = 0
  const asked = await sideBySide(ids.got, { atOnce: keysAtOnce, signal }, async (id) => {
    const key = await askOne(connection, { id, aliases: names.get(id) ?? [], options, limits })
    options.tell?.((done += 1), ids.got.length)
    return key
  })
  const keys = asked.filter((key) => key !== undefined)
  const told = await withEvents(connection, keys, options)
  return {
    region,
    keys: told.keys,
    listed: true,
    unseen: [...refused, ...told.unseen],
    notReached: ids.got.length - keys.length,
  }
}

/** What the event history must be asked for: once for all keys, at two requests a second. */
async function withEvents(
  connection: Connection,
  keys: readonly AccountKey[],
  { now, signal }: RegionKeysOptions,
): Promise<Pick<RegionKeys, 'keys' | 'unseen'>> {
  const lost = keys.filter(({ policy }) => isUnseen(policy)).map(({ arn }) => arn)
  const lastKnown = await askLastKnownPolicies(connection, lost, signal)
  const leaving = keys.filter(({ metadata }) => gotOf(metadata)?.state === 'PendingDeletion')
  const usage = await askKeyUsage(
    connection,
    leaving.map(({ arn }) => arn),
    { now, signal },
  )
  return {
    keys: keys.map((key) => ({
      ...key,
      lastKnown: gotOf(lastKnown)?.get(key.arn),
      usage: gotOf(usage)?.get(key.arn),
    })),
    unseen: [lastKnown, usage].filter((answer) => isUnseen(answer)),
  }
}

/** What this server turned out not to know is not asked again. */
interface Limits {
  knowsRotation: boolean
}

interface One {
  readonly id: string
  readonly aliases: readonly string[]
  readonly options: RegionKeysOptions
  readonly limits: Limits
}

async function askOne(
  connection: Connection,
  { id, aliases, options: { account, region }, limits }: One,
): Promise<AccountKey> {
  const arn = arnOf('kms', region, account, `key/${id}`)
  const metadata = await describe(connection, arn)
  const isAwsManaged =
    gotOf(metadata)?.keyManager === 'AWS' || aliases.some((name) => name.startsWith('alias/aws/'))
  const known = { arn, id, region, aliases, metadata, isAwsManaged }
  const nothing = { policy: undefined, grants: undefined, rotation: undefined }
  const untold = { lastKnown: undefined, usage: undefined }
  if (isAwsManaged) return { ...known, ...nothing, ...untold }
  const [policy, grants, rotation] = await Promise.all([
    askKeyPolicy(connection, arn),
    listGrants(connection, arn),
    askRotation(connection, arn, metadata, limits),
  ])
  return { ...known, policy, grants, rotation, ...untold }
}

function listKeyIds({ kms }: Connection): Promise<Answer<readonly string[]>> {
  return ask('kms:ListKeys', async () => {
    const ids: string[] = []
    const paging = { client: kms, pageSize: itemsPerPage }
    for await (const { Keys = [] } of paginateListKeys(paging, {})) {
      ids.push(...Keys.map(({ KeyId = '' }) => KeyId))
    }
    return ids
  })
}

function aliasesByKey(aliases: Awaited<ReturnType<typeof listAliases>>) {
  const byKey = new Map<string, string[]>()
  for (const { name, keyId } of gotOf(aliases) ?? []) {
    if (keyId !== undefined) byKey.set(keyId, [...(byKey.get(keyId) ?? []), name])
  }
  return byKey
}

function describe({ kms }: Connection, KeyId: string): Promise<Answer<KeyMetadata>> {
  return ask('kms:DescribeKey', async () => {
    const { KeyMetadata: told = undefined } = await kms.send(new DescribeKeyCommand({ KeyId }))
    return {
      state: told?.KeyState ?? 'Unavailable',
      description: told?.Description ?? '',
      createdAt: told?.CreationDate,
      deletionAt: told?.DeletionDate,
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
    ...{ keyArn, granteePrincipal, grantId: grant.GrantId ?? '', name: grant.Name ?? '' },
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
  limits: Limits,
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
