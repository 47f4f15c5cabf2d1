import { setImmediate } from 'node:timers/promises'
import {
  ACCESS_GROUPS,
  accessOf,
  type AccessGroup,
  type GroupAccess,
  type KeyAccess,
} from '../../../doctor/index.ts'
import { textIn } from '../../fault.ts'
import { inventoryFor } from '../../session/inventories.ts'
import type { Route } from '../route.ts'

/** Every key of the Region, and what one user or role may do with it. */
export interface AccessAnswer {
  readonly readAt: string
  readonly keys: readonly AccessRow[]
  /** The permissions that were lacking: what they would have shown is not known. */
  readonly unseen: readonly string[]
}

export interface AccessRow {
  readonly id: string
  readonly arn: string
  readonly aliases: readonly string[]
  /** `unknown`: the policy may not be read, and no event tells it. */
  readonly policy: 'current' | 'rebuilt' | 'unknown'
  readonly complete: boolean
  readonly cells: Readonly<Record<AccessGroup, AccessCell>>
}

/** Counts of actions. */
export interface AccessCell {
  /** Null: which there are is not known, as the key may not be described. */
  readonly of: number | null
  readonly allowed: number
  readonly conditional: number
}

/** The server answers others between two batches. */
const KEYS_A_BATCH = 50

export const access: Route = {
  name: 'access',
  answer: async (input, asked): Promise<AccessAnswer> => {
    const principal = textIn(input, 'principal')
    const inventory = await inventoryFor(asked, input.anew === true)
    const ofKey = accessOf(principal, inventory)
    const { keys } = inventory
    const rows: AccessRow[] = []
    for (const key of keys) {
      if (asked.signal.aborted) break
      rows.push(rowOf(ofKey(key)))
      if (rows.length % KEYS_A_BATCH > 0) continue
      asked.tell({ step: 'decided', done: rows.length, of: keys.length })
      await setImmediate()
    }
    const unseen = [...inventory.unseen.map(({ by }) => by), ...grantsUnseen(inventory.keys)]
    return { readAt: inventory.readAt.toISOString(), keys: rows, unseen: [...new Set(unseen)] }
  },
}

const grantsUnseen = (keys: readonly KeyAccess['key'][]): readonly string[] =>
  keys.flatMap(({ grants, policy }) =>
    [grants, policy].flatMap((answer) => (answer && 'by' in answer ? [answer.by] : [])),
  )

function rowOf({ key, source, complete, groups }: KeyAccess): AccessRow {
  const cells = ACCESS_GROUPS.map(
    (group) => [group, cellOf(groups[group], group !== 'use' || 'got' in key.metadata)] as const,
  )
  return {
    ...{ id: key.id, arn: key.arn, aliases: key.aliases, complete },
    policy: source ?? 'unknown',
    cells: Object.fromEntries(cells) as AccessRow['cells'],
  }
}

function cellOf({ actions, allowed }: GroupAccess, isKnown: boolean): AccessCell {
  const outright = allowed.filter(({ access: { verdict } }) => verdict === 'allowed')
  return {
    of: isKnown ? actions.length : null,
    allowed: outright.length,
    conditional: allowed.length - outright.length,
  }
}
