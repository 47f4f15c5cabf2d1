// Everything a store holds, into another one: out of a data directory into PostgreSQL, or back. A
// run that was killed is gone on with by the next; the target is served only when it was found to
// hold what the source holds.

import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Sealer } from '../../../crypto/seal.ts'
import type { MoveEnd, MoveTarget } from '../../../store/move/move-end.ts'
import { openSqliteSource } from '../../../store/move/sqlite-end.ts'
import { openSqliteTarget } from '../../../store/move/sqlite-target.ts'
import { sameHead, type MoveMark } from '../../../store/move/unfinished-move.ts'
import { parsePostgresAddress } from '../../../store/postgres/address.ts'
import { openPostgresSource } from '../../../store/postgres/move-end.ts'
import { openPostgresTarget } from '../../../store/postgres/move-target.ts'
import { isBucketUrl } from '../../../store/s3/address.ts'
import { openPlace } from '../../open-store-of-nodes.ts'
import { upkeepFailure } from '../failures.ts'
import { copyEvents, copyFiles, copyRows, type Copying } from './copy.ts'
import { requireSameSurvey, surveyOf, type Survey } from './survey.ts'

export interface MigrateOptions extends Copying {
  /** A directory or the URL of a database: one of the two is the one, one the other. */
  readonly from: string
  readonly to: string
  /** Where the nodes on the database keep the content of objects. */
  readonly objects: string | undefined
  /** Opens the seals in the target; undefined: they are not opened. */
  readonly sealer: Sealer | undefined
}

export interface Migrated {
  readonly from: string
  readonly to: string
  /** Of the target, and of the source just the same. */
  readonly survey: Survey
}

export const isDatabaseUrl = (text: string): boolean => /^postgres(ql)?:\/\//.test(text)

/** The data directory of the two. */
export function directoryOf({ from, to }: Pick<MigrateOptions, 'from' | 'to'>): string {
  if (isDatabaseUrl(from) === isDatabaseUrl(to)) {
    const lines = ['sparekey migrate --from DIR --to postgres://user@host/database']
    throw upkeepFailure('noMigration', {}, { lines })
  }
  return resolve(isDatabaseUrl(from) ? to : from)
}

export async function migrate(options: MigrateOptions): Promise<Migrated> {
  requireObjectsElsewhere(options)
  const source = await openSource(options)
  try {
    const head = await source.head()
    const target = await openTarget(options, { from: source.name, head })
    try {
      await copyRows(source, target, options)
      await copyEvents(source, target, options)
      await copyFiles(source, target, options)
      await target.putHead(head)
      const survey = await requireWhole(source, target, options)
      if (!sameHead(await source.head(), head)) {
        throw upkeepFailure('sourceChanged', { from: source.name })
      }
      await target.release()
      return { from: source.name, to: target.name, survey }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function requireWhole(
  source: MoveEnd,
  target: MoveTarget,
  { sealer, step }: MigrateOptions,
): Promise<Survey> {
  const expected = await surveyOf(source, { sealer: undefined, step })
  const survey = await surveyOf(target, { sealer, step })
  requireSameSurvey(expected, survey)
  return survey
}

/** The same folder: what the one removes the other one would miss. */
function requireObjectsElsewhere(options: MigrateOptions): void {
  const { objects } = options
  const folder = join(directoryOf(options), 'objects')
  if (objects === undefined || isBucketUrl(objects)) return
  if (resolve(objects) === folder) throw upkeepFailure('objectsOfDirectory', { folder })
}

async function openSource({ from, objects }: MigrateOptions): Promise<MoveEnd> {
  if (!isDatabaseUrl(from)) return openSqliteSource(resolve(from))
  const place = objects === undefined ? undefined : await openObjects(objects)
  return openPostgresSource({ address: parsePostgresAddress(from), place })
}

async function openTarget({ to, objects }: MigrateOptions, move: MoveMark): Promise<MoveTarget> {
  if (!isDatabaseUrl(to)) return openSqliteTarget(resolve(to), move)
  return openPostgresTarget({
    address: parsePostgresAddress(to),
    place: objects === undefined ? undefined : await openObjects(objects),
    folder: objects === undefined || isBucketUrl(objects) ? undefined : objects,
    move,
  })
}

/** No engine reads any of it here: no copies are made. */
const openObjects = (objects: string) =>
  openPlace(objects, join(tmpdir(), `sparekey-migrate-${process.pid}`))
