// The rows of the table of keys: ids at once, everything else as rows come into view.

import { useCallback, useEffect, useRef, useState } from 'react'
import { aws } from '../../api/aws.ts'
import { failureOf } from '../../api/use-answer.ts'
import type { CallFailed } from '../../api/call.ts'

export interface KeyRow {
  readonly id: string
  readonly arn: string
  readonly aliases: readonly string[]
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
  readonly KeyManager: 'AWS' | 'CUSTOMER'
  readonly Origin: string
  readonly MultiRegion?: boolean
  readonly CreationDate?: string
  readonly DeletionDate?: string
}

export interface KeyRows {
  readonly rows: readonly KeyRow[]
  readonly loading: boolean
  readonly failure: CallFailed | undefined
  readonly again: () => void
  /** Asks for what the rows in view still lack. */
  readonly describe: (ids: readonly string[]) => void
}

interface KeysPage {
  readonly Keys?: readonly { readonly KeyId: string; readonly KeyArn: string }[]
  readonly NextMarker?: string
}

interface AliasesPage {
  readonly Aliases?: readonly { readonly AliasName: string; readonly TargetKeyId?: string }[]
  readonly NextMarker?: string
}

export function useKeyRows(): KeyRows {
  const [keys, setKeys] = useState<readonly KeyRow[]>([])
  const [aliases, setAliases] = useState<ReadonlyMap<string, readonly string[]>>(new Map())
  const [described, setDescribed] = useState<ReadonlyMap<string, DescribedKey>>(new Map())
  const [loading, setLoading] = useState(true)
  const [failure, setFailure] = useState<CallFailed>()
  const [round, setRound] = useState(0)
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    asked.current.clear()
    const load = async (): Promise<void> => {
      setLoading(true)
      setFailure(undefined)
      setDescribed(new Map())
      const names = aliasesByKey(signal).then(setAliases, () => setAliases(new Map()))
      await everyKey(signal, setKeys)
      await names
    }
    load()
      .catch((thrown: unknown) => {
        if (!signal.aborted) setFailure(failureOf(thrown))
      })
      .finally(() => {
        if (!signal.aborted) setLoading(false)
      })
    return () => leaving.abort()
  }, [round])
  const describe = useCallback((ids: readonly string[]) => {
    for (const id of ids.filter((one) => !asked.current.has(one))) {
      asked.current.add(id)
      void describeKey(id).then((one) => setDescribed((old) => new Map(old).set(id, one)))
    }
  }, [])
  const rows = keys.map((row) => ({
    ...row,
    aliases: aliases.get(row.id) ?? [],
    described: described.get(row.id),
  }))
  const again = useCallback(() => setRound((old) => old + 1), [])
  return { rows, loading, failure, again, describe }
}

/** A page of a thousand at a time, each shown as it comes. */
async function everyKey(signal: AbortSignal, show: (rows: readonly KeyRow[]) => void) {
  const rows: KeyRow[] = []
  let Marker: string | undefined
  do {
    const page: KeysPage = await aws('kms', 'ListKeys', { Limit: 1000, Marker }, { signal })
    for (const { KeyId, KeyArn } of page.Keys ?? []) {
      rows.push({ id: KeyId, arn: KeyArn, aliases: [], described: undefined })
    }
    show([...rows])
    Marker = page.NextMarker
  } while (Marker !== undefined)
}

async function aliasesByKey(signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  let Marker: string | undefined
  do {
    const page: AliasesPage = await aws('kms', 'ListAliases', { Limit: 100, Marker }, { signal })
    for (const { AliasName, TargetKeyId } of page.Aliases ?? []) {
      if (TargetKeyId === undefined) continue
      found.set(TargetKeyId, [...(found.get(TargetKeyId) ?? []), AliasName])
    }
    Marker = page.NextMarker
  } while (Marker !== undefined)
  return found
}

async function describeKey(KeyId: string): Promise<DescribedKey> {
  try {
    const answer = await aws<{ readonly KeyMetadata: KeyMetadata }>('kms', 'DescribeKey', { KeyId })
    return answer.KeyMetadata
  } catch (thrown) {
    return { refused: failureOf(thrown).message }
  }
}
