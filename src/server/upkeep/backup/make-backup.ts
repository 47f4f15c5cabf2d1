// A backup of a data directory, whether or not its stack is running: what it holds at one moment,
// in one file.

import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { syncDirectory } from '../../../base/sync-directory.ts'
import { secondMs } from '../../../base/sizes.ts'
import { rootKeyFileOf } from '../../root-key/root-key-file.ts'
import { copyDay } from '../../../store/backup/day-copy.ts'
import { StateSnapshot } from '../../../store/backup/state-snapshot.ts'
import { daysIn } from '../../../store/event-days.ts'
import { openFile } from '../../../store/open-file.ts'
import { requireOwnState } from '../../shared-state.ts'
import { version } from '../../version.ts'
import { upkeepFailure } from '../failures.ts'
import { archiveObjects } from './archive-objects.ts'
import type { BackupStatement, LeftOut } from './statement.ts'
import { newStatement, STATEMENT_NAME } from './statement.ts'
import { TarWriter } from './tar-writer.ts'

export interface BackupOptions {
  readonly data: string
  readonly out: string
  readonly withRootKey: boolean
  readonly now: Date
}

export interface MadeBackup {
  readonly bytes: number
  readonly statement: BackupStatement
  /** Where the root key lies that opens it. */
  readonly rootKeyFile: string
}

/** The file is there whole or not at all, and its owner alone can read it. */
export async function makeBackup(options: BackupOptions): Promise<MadeBackup> {
  const { out, data } = options
  requireElsewhere(out, data)
  requireOwnState(data, 'backupOfShared')
  if (existsSync(out)) throw upkeepFailure('backupIsThere', { file: out })
  if (options.withRootKey && !existsSync(rootKeyFileOf(data))) {
    throw upkeepFailure('noRootKeyFile', { file: rootKeyFileOf(data) })
  }
  // One that was killed has left its own: the name says whose it is.
  const workshop = `${out}.part`
  await rm(workshop, { recursive: true, force: true })
  await mkdir(workshop, { mode: 0o700 })
  try {
    const archive = join(workshop, 'archive')
    const made = await writeArchive(options, { workshop, archive })
    // Unlike a rename, a link never takes the place of what came to be there meanwhile.
    await link(archive, out).catch((cause: unknown) => {
      if (!existsSync(out)) throw cause
      throw upkeepFailure('backupIsThere', { file: out }, { cause })
    })
    syncDirectory(dirname(out))
    return { ...made, rootKeyFile: rootKeyFileOf(data) }
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

function requireElsewhere(out: string, data: string): void {
  const path = relative(resolve(data), resolve(out))
  const isInside = path === '' || !(path === '..' || path.startsWith(`..${sep}`))
  if (isInside) throw upkeepFailure('backupInside', { file: out })
}

interface Workshop {
  readonly workshop: string
  readonly archive: string
}

async function writeArchive(options: BackupOptions, { workshop, archive }: Workshop) {
  const { data, withRootKey, now } = options
  const tar = await TarWriter.create(archive, Math.floor(now.getTime() / secondMs))
  try {
    const objects = await archiveObjects(data, join(data, 'objects'), tar)
    const { snapshot, lost } = objects
    try {
      const asOf = now.toISOString()
      const newestEvent = snapshot.newestSequence()
      const days = await addDays(data, workshop, newestEvent, tar)
      await addState(snapshot, workshop, tar)
      requireNotEmptied(data, snapshot)
      if (withRootKey) await addSecrets(data, tar)
      const statement = newStatement({
        ...{ sparekey: version, asOf, newestEvent, schema: snapshot.schema },
        rows: snapshot.rowCounts(),
        events: { days: days.days, inDays: days.events, inOutbox: inOutbox(snapshot) },
        objectFiles: { count: objects.count, bytes: objects.bytes },
        rootKey: withRootKey,
        leftOut: [
          ...days.leftOut,
          ...lost.map((id) => ({ path: `objects/${id}`, reason: 'it is nowhere' })),
        ],
        sha256: await tar.digest(),
      })
      await addText(STATEMENT_NAME, `${JSON.stringify(statement, undefined, 2)}\n`, tar)
      return { bytes: await tar.finish(), statement }
    } finally {
      snapshot.close()
    }
  } catch (fault) {
    await tar.abandon()
    throw fault
  }
}

const inOutbox = ({ database }: StateSnapshot): number =>
  Number(database.prepare('SELECT count(*) AS events FROM outbox').get()?.events)

/**
 * INVARIANT: the snapshot of the rows comes first. An event leaves the outbox only when it is in
 * the file of its day, so that what the snapshot's outbox no longer holds is in these files.
 */
async function addDays(data: string, workshop: string, newest: number, tar: TarWriter) {
  const directory = join(data, 'events')
  const copy = join(workshop, 'day.db')
  const leftOut: LeftOut[] = []
  const found = { days: 0, events: 0 }
  for (const day of existsSync(directory) ? daysIn(directory).sort() : []) {
    const copied = await copyDay(directory, day, copy, newest)
    const name = `events/${day}.db`
    if (copied?.damaged !== undefined) leftOut.push({ path: name, reason: copied.damaged })
    else if (copied) {
      await addFile(name, copy, tar)
      found.days += 1
      found.events += copied.events
    }
    for (const ending of ['', '-wal', '-shm']) await rm(copy + ending, { force: true })
  }
  return { ...found, leftOut }
}

async function addState(snapshot: StateSnapshot, workshop: string, tar: TarWriter): Promise<void> {
  const copy = join(workshop, 'state.db')
  await snapshot.copyTo(copy)
  await addFile('state.db', copy, tar)
}

/** Emptying deletes days and files that the snapshot still counts on. */
function requireNotEmptied(data: string, snapshot: StateSnapshot): void {
  const now = new StateSnapshot(data)
  try {
    if (now.forgotten() !== snapshot.forgotten()) throw upkeepFailure('emptiedMeanwhile', {})
  } finally {
    now.close()
  }
}

/** The credentials file holds secrets in clear: it goes where the root key goes. */
async function addSecrets(data: string, tar: TarWriter): Promise<void> {
  const credentials = join(data, 'credentials')
  if (existsSync(credentials)) {
    await addText('credentials', await readFile(credentials, 'utf8'), tar)
  }
  await addText('root-key', await readFile(rootKeyFileOf(data), 'utf8'), tar)
}

async function addFile(name: string, path: string, tar: TarWriter): Promise<void> {
  const file = openFile(path)
  try {
    await tar.add(name, file.size, file.read())
  } finally {
    file.close()
  }
}

async function addText(name: string, text: string, tar: TarWriter): Promise<void> {
  const bytes = Buffer.from(text)
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  await tar.add(name, bytes.length, once())
}
