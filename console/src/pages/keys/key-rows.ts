// The rows of the table of keys: ids at once, everything else as rows come into view.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { aws } from '../../api/aws.ts'
import { failureOf } from '../../api/use-answer.ts'
import type { CallFailed } from '../../api/call.ts'

export interface KeyRow {
  readonly id: string
  readonly arn: string
  readonly aliases: readonly string[]
  /** By the alias that only AWS can give, or by what DescribeKey said. */
  readonly isAwsManaged: boolean
  /** Undefined until the row has been in view. */
  readonly described: DescribedKey | undefined
}

/** `refused`: DescribeKey is denied, which is worth seeing in the table already. */
export type DescribedKey = KeyMetadata | { readonly refused: string }

export interface KeyMetadata {
  readonly KeyId: string
  readonly Arn: string
  readonly Description?: string
  readonly KeyState: string
  readonly KeySpec: string
  readonly KeyUsage: string
  readonly Origin: string
  readonly KeyManager?: string
  readonly MultiRegion?: boolean
  readonly CreationDate?: string
  readonly DeletionDate?: string
  /** Of a primary key whose replicas are to be gone first. */
  readonly PendingDeletionWindowInDays?: number
  readonly MultiRegionConfiguration?: {
    readonly MultiRegionKeyType: string
    readonly PrimaryKey: RelatedKey
    readonly ReplicaKeys?: readonly RelatedKey[]
  }
  /** Of imported key material that expires. */
  readonly ValidTo?: string
  readonly CustomKeyStoreId?: string
  readonly XksKeyConfiguration?: { readonly Id: string }
}

interface RelatedKey {
  readonly Arn: string
  readonly Region: string
}

export interface KeyRows {
  readonly rows: readonly KeyRow[]
  readonly loading: boolean
  readonly failure: CallFailed | undefined
  readonly again: () => void
  /** Asks for the details of rows that came into view. */
  readonly describe: (ids: readonly string[]) => void
}

interface ListedKey {
  readonly KeyId: string
  readonly KeyArn: string
}

interface Alias {
  readonly AliasName: string
  readonly TargetKeyId?: string
}

type Aliases = ReadonlyMap<string, readonly string[]>

export function useKeyRows(): KeyRows {
  const [keys, setKeys] = useState<readonly ListedKey[]>([])
  const [aliases, setAliases] = useState<Aliases>(new Map())
  const [loading, setLoading] = useState(true)
  const [failure, setFailure] = useState<CallFailed>()
  const [round, setRound] = useState(0)
  const { described, describe, forget } = useDescribed()
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    const isHere = <Value>(show: (value: Value) => void) => {
      return (value: Value) => (signal.aborted ? undefined : show(value))
    }
    setLoading(true)
    setFailure(undefined)
    forget()
    // Without aliases there is still a table.
    const names = everyAlias(signal, isHere(setAliases)).catch(() => undefined)
    Promise.all([everyKey(signal, isHere(setKeys)), names])
      .catch(isHere((thrown: unknown) => setFailure(failureOf(thrown))))
      .finally(() => isHere(setLoading)(false))
    return () => {
      leaving.abort()
      // What is still asked of rows would keep the next page waiting.
      forget()
    }
  }, [round, forget])
  const rows = useMemo(
    () => keys.map((key) => rowOf(key, aliases.get(key.KeyId) ?? [], described.get(key.KeyId))),
    [keys, aliases, described],
  )
  const again = useCallback(() => setRound((old) => old + 1), [])
  return { rows, loading, failure, again, describe }
}

function rowOf(
  { KeyId: id, KeyArn: arn }: ListedKey,
  aliases: readonly string[],
  described: DescribedKey | undefined,
): KeyRow {
  const managedBy = described && 'KeyManager' in described ? described.KeyManager : undefined
  const isAwsManaged = managedBy === 'AWS' || aliases.some((name) => name.startsWith('alias/aws/'))
  return { id, arn, aliases, isAwsManaged, described }
}

/** Answers that come close together are shown together: the table may have ten thousand rows. */
const SHOWN_TOGETHER_MS = 40

function useDescribed() {
  const [described, setDescribed] = useState<ReadonlyMap<string, DescribedKey>>(new Map())
  const asked = useRef(new Set<string>())
  const waiting = useRef(new Map<string, DescribedKey>())
  const round = useRef(new AbortController())
  const forget = useCallback(() => {
    round.current.abort()
    round.current = new AbortController()
    asked.current.clear()
    waiting.current.clear()
    setDescribed(new Map())
  }, [])
  const show = useCallback(() => {
    const found = [...waiting.current]
    waiting.current.clear()
    if (found.length > 0) setDescribed((old) => new Map([...old, ...found]))
  }, [])
  const describe = useCallback(
    (ids: readonly string[]) => {
      const { signal } = round.current
      for (const id of ids.filter((one) => !asked.current.has(one))) {
        asked.current.add(id)
        void describeKey(id, signal).then((one) => {
          if (signal.aborted) return
          if (waiting.current.size === 0) setTimeout(show, SHOWN_TOGETHER_MS)
          waiting.current.set(id, one)
        })
      }
    },
    [show],
  )
  return { described, describe, forget }
}

interface Page {
  readonly NextMarker?: string
}

/** A page of a thousand at a time, each shown as it comes. */
async function everyKey(signal: AbortSignal, show: (keys: readonly ListedKey[]) => void) {
  let found: readonly ListedKey[] = []
  let Marker: string | undefined
  do {
    const input = { Limit: 1000, Marker }
    const page: Page & { readonly Keys?: readonly ListedKey[] } = await aws(
      'kms',
      'ListKeys',
      input,
      { signal },
    )
    found = [...found, ...(page.Keys ?? [])]
    show(found)
    Marker = page.NextMarker
  } while (Marker !== undefined)
}

/** Shown every ten pages, and at the end: of aliases a page holds a hundred. */
const PAGES_SHOWN_TOGETHER = 10

async function everyAlias(signal: AbortSignal, show: (aliases: Aliases) => void) {
  const found = new Map<string, readonly string[]>()
  let Marker: string | undefined
  let pages = 0
  do {
    const input = { Limit: 100, Marker }
    const page: Page & { readonly Aliases?: readonly Alias[] } = await aws(
      'kms',
      'ListAliases',
      input,
      { signal },
    )
    for (const { AliasName, TargetKeyId } of page.Aliases ?? []) {
      if (TargetKeyId === undefined) continue
      found.set(TargetKeyId, [...(found.get(TargetKeyId) ?? []), AliasName])
    }
    pages += 1
    Marker = page.NextMarker
    if (Marker === undefined || pages % PAGES_SHOWN_TOGETHER === 1) show(new Map(found))
  } while (Marker !== undefined)
}

async function describeKey(KeyId: string, signal: AbortSignal): Promise<DescribedKey> {
  try {
    const answer = await aws<{ readonly KeyMetadata: KeyMetadata }>(
      'kms',
      'DescribeKey',
      { KeyId },
      { signal },
    )
    return answer.KeyMetadata
  } catch (thrown) {
    return { refused: failureOf(thrown).message }
  }
}
