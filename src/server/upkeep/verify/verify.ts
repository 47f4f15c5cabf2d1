// Everything in a data directory, held against everything else in it. Nothing is written, and a
// stack may be at work there: all is read as of one moment.

import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Sealer } from '../../../crypto/seal.ts'
import { StateSnapshot, statePathIn } from '../../../store/backup/state-snapshot.ts'
import type { FileId } from '../../../store/object-file.ts'
import { requireOwnState } from '../../shared-state.ts'
import { checkDigests, type DigestCounts } from './check-digests.ts'
import { checkEvents, type EventCounts } from './check-events.ts'
import { checkFiles, type FileCounts } from './check-files.ts'
import { checkTogether } from './check-references.ts'
import { checkRows, type RowCounts } from './check-rows.ts'
import { EventRuns } from './event-runs.ts'
import { eventPlaces, type EventPlace } from './event-places.ts'
import { KeyStory } from './key-story.ts'
import type { ContentPlace } from './object-content.ts'
import { problem, type Problem } from './problem.ts'
import { readAhead } from './read-ahead.ts'
import { StoredRows } from './stored-rows.ts'

export type VerifyCounts = RowCounts & EventCounts & FileCounts & DigestCounts

export interface Verified {
  readonly counts: VerifyCounts
  /** Whether the seals were opened: without the root key they cannot be. */
  readonly opened: boolean
  readonly problems: readonly Problem[]
}

/** Without a sealer, what is sealed or encrypted is not read. `tell` hears of each step. */
export async function verifyDirectory(
  data: string,
  sealer: Sealer | undefined,
  tell: (soFar: Readonly<VerifyCounts>) => void = () => undefined,
): Promise<Verified> {
  requireOwnState(data, 'verifyOfShared')
  const counts = noCounts()
  const problems: Problem[] = []
  readAhead(statePathIn(data))
  const snapshot = new StateSnapshot(data)
  try {
    problems.push(...checkDatabase('state.db', snapshot.database))
    const all = { data, snapshot, sealer, counts, goesOn: () => tell(counts) }
    if (problems.length === 0) for await (const found of checkAll(all)) problems.push(found)
  } finally {
    snapshot.close()
  }
  return { counts, opened: sealer !== undefined, problems }
}

const noCounts = (): VerifyCounts => ({
  ...{ rows: 0, seals: 0, indexEntries: 0, events: 0 },
  ...{ files: 0, bytes: 0, filesNotRead: 0, digests: 0, logFiles: 0 },
})

interface Verifying {
  readonly data: string
  readonly snapshot: StateSnapshot
  readonly sealer: Sealer | undefined
  readonly counts: VerifyCounts
  readonly goesOn: () => void
}

async function* checkAll(verifying: Verifying): AsyncGenerator<Problem, undefined> {
  const { data, snapshot, sealer, counts, goesOn } = verifying
  const { database } = snapshot
  const rows = new StoredRows(database)
  const place: ContentPlace = { directory: join(data, 'objects'), rows, sealer }
  yield* checkRows(database, rows, sealer, counts, goesOn)
  yield* checkTogether(rows)
  yield* checkFiles(database, place, counts, (id) => isReleased(data, id), goesOn)
  yield* checkHistory(verifying, rows)
  yield* checkDigests(place, counts, goesOn)
  return undefined
}

function checkDatabase(file: string, database: DatabaseSync): readonly Problem[] {
  const damaged = (reason: string): Problem =>
    problem('database/damaged', { file, reason: reason.replaceAll(/\s*\n\s*/g, ' ') })
  try {
    return database
      .prepare('PRAGMA integrity_check(10)')
      .all()
      .map(({ integrity_check }) => String(integrity_check))
      .filter((reason) => reason !== 'ok')
      .map(damaged)
  } catch (fault) {
    return [damaged(fault instanceof Error ? fault.message : String(fault))]
  }
}

function* checkHistory(
  { data, snapshot, counts, goesOn }: Verifying,
  rows: StoredRows,
): Generator<Problem, undefined> {
  const gathered = { runs: new EventRuns(), story: new KeyStory(rows) }
  const bounds = { forgotten: snapshot.forgotten(), newest: snapshot.newestSequence() }
  const damaged: Problem[] = []
  const places = eventPlaces(data, snapshot.database, (file, reason) =>
    damaged.push(problem('database/damaged', { file, reason })),
  )
  for (const place of places) {
    const broken = isDay(place) ? checkDatabase(place.name, place.database) : []
    yield* broken
    if (broken.length > 0) continue
    yield* checkEvents(place, bounds, counts, gathered, goesOn)
  }
  yield* damaged
  if (damaged.length > 0) return undefined
  yield* gathered.runs.missing()
  yield* gathered.story.check(bounds.forgotten)
  return undefined
}

const isDay = ({ day }: EventPlace): boolean => day !== undefined

/** A file that goes while this runs is gone from the rows as well. */
function isReleased(data: string, id: FileId): boolean {
  const now = new StateSnapshot(data)
  try {
    return !now.holdsFile(id)
  } finally {
    now.close()
  }
}
