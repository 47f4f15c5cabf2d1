// From one store into the other, a piece at a time, each durable before the next is read. What an
// earlier run has brought is there up to some place, for all comes in order: copying begins behind.

import type { MoveEnd, MoveTarget } from '../../../store/move/move-end.ts'

export type StepKind =
  'rows' | 'events' | 'files' | 'checkedRows' | 'checkedEvents' | 'checkedFiles'

export interface Copying {
  /** How many rows, events or files make a piece; absent: what keeps memory small. */
  readonly pieceMax?: number
  /** Called with how many there were of a kind up to now, or after each piece. */
  readonly step: (kind: StepKind, count: number) => void
}

/** Of some kilobytes each. */
export const rowsMax = 1000
export const eventsMax = 5000
export const filesMax = 100

export async function copyRows(
  source: MoveEnd,
  target: MoveTarget,
  { pieceMax = rowsMax, step }: Copying,
): Promise<void> {
  let count = 0
  for (let last = await target.lastRow(); ;) {
    const rows = await source.rowsBehind(last, pieceMax)
    if (rows.length === 0) return
    await target.putRows(rows)
    last = rows.at(-1)
    step('rows', (count += rows.length))
  }
}

export async function copyEvents(
  source: MoveEnd,
  target: MoveTarget,
  { pieceMax = eventsMax, step }: Copying,
): Promise<void> {
  let count = 0
  for (const day of await source.days()) {
    for (let last = await target.lastEvent(day); ;) {
      const events = await source.eventsBehind(day, last, pieceMax)
      const newest = events.at(-1)
      if (!newest) break
      await target.putEvents(day, events)
      last = newest[0]
      step('events', (count += events.length))
    }
  }
}

export async function copyFiles(
  source: MoveEnd,
  target: MoveTarget,
  { pieceMax = filesMax, step }: Copying,
): Promise<void> {
  let count = 0
  for (let last = await target.lastFile(); ;) {
    const ids = await source.filesBehind(last, pieceMax)
    const newest = ids.at(-1)
    if (newest === undefined) return
    await target.putFiles(ids, source)
    last = newest
    step('files', (count += ids.length))
  }
}
