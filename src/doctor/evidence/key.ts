// From what a person types (key id, key ARN, alias, alias ARN) to the key's ARN.

import { DescribeKeyCommand, paginateListAliases, type KeyMetadata } from '@aws-sdk/client-kms'
import { arnOf, parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import { ask, gotOf, isAbsent, isRefused, type Answer } from './answer.ts'
import { sentTime } from './sent-time.ts'
import { required } from './strange-answer.ts'

export interface KeyEvidence {
  /** As it was typed. */
  readonly asked: string
  /** Undefined when no key was found, or an alias could not be resolved. */
  readonly arn: string | undefined
  /** DescribeKey reads it under the key policy, so that a lockout refuses this as well. */
  readonly description: Answer<KeyDescription>
  /** Undefined when nothing needed them. */
  readonly aliases: Answer<readonly Alias[]> | undefined
}

export interface KeyDescription {
  readonly arn: string
  readonly state: string
  readonly createdAt: Date | undefined
  readonly keyManager: string
  /** `AWS_KMS`, `EXTERNAL`, ... */
  readonly origin: string
  readonly keyUsage: string
  readonly keySpec: string
  /** Undefined: the key is of one Region. */
  readonly multiRegion: MultiRegion | undefined
}

export interface MultiRegion {
  readonly type: 'PRIMARY' | 'REPLICA'
  /** ARN of the primary key; this key's own, when it is the primary. */
  readonly primary: string
  /** ARNs of its replicas. */
  readonly replicas: readonly string[]
}

export interface Alias {
  readonly name: string
  readonly arn: string
  readonly keyId: string | undefined
}

export interface Place {
  readonly account: string
  readonly region: string
}

export async function askKey(
  connection: Connection,
  asked: string,
  place: Place,
): Promise<KeyEvidence> {
  const alias = isAtHome(asked, place) ? aliasNameOf(asked) : undefined
  const [description, aliases] = await Promise.all([
    describeKey(connection, asked),
    alias === undefined ? undefined : askAliases(connection),
  ])
  const arn =
    gotOf(description)?.arn ??
    (isAbsent(description) ? undefined : arnWithoutDescription(asked, alias, aliases, place)) ??
    arnInSentence(description)
  return { asked, arn, description, aliases }
}

/** The account's own list of aliases, in this Region, can hold it. */
function isAtHome(asked: string, { account, region }: Place): boolean {
  const parts = parseArn(asked)
  return parts === undefined || (parts.account === account && parts.region === region)
}

/** `alias/x` out of an alias name or an alias ARN. */
export function aliasNameOf(asked: string): string | undefined {
  const name = parseArn(asked)?.resource ?? asked
  return name.startsWith('alias/') ? name : undefined
}

function arnWithoutDescription(
  asked: string,
  alias: string | undefined,
  aliases: Answer<readonly Alias[]> | undefined,
  { account, region }: Place,
): string | undefined {
  const parts = parseArn(asked)
  // A client of one Region cannot ask about a key of another.
  if (parts !== undefined && parts.region !== region) return undefined
  if (parts?.resource.startsWith('key/')) return asked
  // Whose list is not at hand: the alias of another account.
  if (alias === undefined && aliasNameOf(asked) !== undefined) return undefined
  if (alias === undefined) return arnOf('kms', region, account, `key/${asked}`)
  const keyId = gotOf(aliases)?.find(({ name }) => name === alias)?.keyId
  return keyId === undefined ? undefined : arnOf('kms', region, account, `key/${keyId}`)
}

/** A refused DescribeKey names the key behind an alias, in the caller's own account. */
function arnInSentence(description: Answer<KeyDescription>): string | undefined {
  if (!isRefused(description)) return undefined
  return /on resource: (arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+)/.exec(
    description.refused,
  )?.[1]
}

function describeKey(connection: Connection, keyId: string): Promise<Answer<KeyDescription>> {
  return ask('kms:DescribeKey', async () => {
    const { KeyMetadata } = await connection.kms.send(new DescribeKeyCommand({ KeyId: keyId }))
    const described = required(KeyMetadata, 'KeyMetadata')
    const { Arn, KeyState, CreationDate, KeyManager } = described
    return {
      arn: Arn ?? keyId,
      state: KeyState ?? 'Unavailable',
      createdAt: sentTime(CreationDate),
      keyManager: KeyManager ?? 'CUSTOMER',
      origin: described.Origin ?? 'AWS_KMS',
      keyUsage: described.KeyUsage ?? 'ENCRYPT_DECRYPT',
      keySpec: described.KeySpec ?? 'SYMMETRIC_DEFAULT',
      multiRegion: multiRegionOf(described),
    }
  })
}

function multiRegionOf(metadata: KeyMetadata | undefined): MultiRegion | undefined {
  const {
    MultiRegionKeyType: type,
    PrimaryKey,
    ReplicaKeys,
  } = metadata?.MultiRegionConfiguration ?? {}
  if (type === undefined) return undefined
  return {
    type,
    primary: PrimaryKey?.Arn ?? '',
    replicas: (ReplicaKeys ?? []).flatMap(({ Arn }) => Arn ?? []),
  }
}

export function askAliases({ kms }: Connection): Promise<Answer<readonly Alias[]>> {
  return ask('kms:ListAliases', async () => {
    const found: Alias[] = []
    for await (const page of paginateListAliases({ client: kms }, {})) {
      for (const { AliasName = '', AliasArn = '', TargetKeyId } of page.Aliases ?? []) {
        found.push({ name: AliasName, arn: AliasArn, keyId: TargetKeyId })
      }
    }
    return found
  })
}
