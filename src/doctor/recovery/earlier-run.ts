// What an earlier run left unfinished, told by its journal and by the policy in force.

import type { CommandLine } from '../command-line.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { unfinishedJournal, type KeptIn, type OpenedTrust } from './journal.ts'
import { stateOf } from './put.ts'
import { putTrustBackCommand } from './trust.ts'

export interface EarlierRun {
  /** Which policy is in force: the one it replaced, the one it put, or a third. */
  readonly inForce: 'old' | 'new' | 'other' | 'unseen'
  /** The file that holds the policy that it was to replace. */
  readonly replaced: string
  /** A trust policy that it opened and has not put back. */
  readonly trust?: OpenedTrust & { readonly command: CommandLine }
}

export async function earlierRun(
  { known, where }: Evidence,
  key: string,
  kept: KeptIn,
): Promise<EarlierRun | undefined> {
  const journal = await unfinishedJournal(kept, key, where.endpoint)
  if (journal === undefined) return undefined
  const { before, after, takenOut, replaced, trust } = journal
  const current = known?.source === 'current' ? { got: known.json } : undefined
  const inForce = stateOf(current, { before, after, takenOut })
  const left = trust && { ...trust, command: putTrustBackCommand(trust, where) }
  return { inForce, replaced, ...(left && { trust: left }) }
}
