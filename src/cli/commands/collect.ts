import { randomBytes } from 'node:crypto'
import {
  collect as collectEvidence,
  printEvidence,
  recorder,
  redact,
  type EvidenceFile,
} from '../../doctor/index.ts'
import { requireFree, writeNewFile } from '../new-file.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { collectionText, refusedIn } from '../report/collection.ts'
import type { Terminal } from '../terminal.ts'

export interface CollectOptions extends Omit<PlaceOptions, 'evidence'>, SearchOptions {
  readonly out: string
  readonly principal?: string
  readonly redact?: boolean
  readonly json?: boolean
}

/** Writes into one file what the other commands would ask about a key, or about the account. */
export async function collect(
  key: string | undefined,
  options: CollectOptions,
  terminal: Terminal,
): Promise<number> {
  const { out: file, principal } = options
  requireFree(file, options)
  const place = await findPlace(options, terminal)
  const tape = recorder(() => new Date())
  const found = await withReach(options, terminal, (reach) =>
    withConnection(
      place,
      (connection) =>
        collectEvidence(connection, tape, {
          reach,
          ...(key === undefined ? {} : { key }),
          ...(principal === undefined ? {} : { principal }),
        }),
      { tape },
    ),
  )
  const evidence = options.redact ? redact(found, randomBytes(32)) : found
  const text = printEvidence(evidence)
  await writeNewFile(file, text, options)
  const collection = { file, bytes: Buffer.byteLength(text), evidence }
  terminal.print(options.json ? collectionJson(collection) : collectionText(collection, terminal))
  return 0
}

function collectionJson({ file, bytes, evidence }: Collection): string {
  const { answers, collectedAt, where, about, redacted } = evidence
  const { account, region, endpoint } = where
  const value = {
    ...{ version: 1, file, bytes, collectedAt, where: { account, region, endpoint }, about },
    ...{ redacted, answers: answers.length, refused: refusedIn(evidence) },
  }
  return JSON.stringify(value, undefined, 2)
}

export interface Collection {
  readonly file: string
  readonly bytes: number
  readonly evidence: EvidenceFile
}
