// Object files: each has one owner and lies there, and holds what its owner says it does.

import { createHash, type Hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { objects, parts } from '../../../services/s3/tables.ts'
import type { ObjectRow, PartRow } from '../../../services/s3/tables.ts'
import { hasObjectFiles } from '../../../store/backup/state-snapshot.ts'
import { openObjectFile } from '../../../store/backup/held-files.ts'
import type { FileId } from '../../../store/object-file.ts'
import type { Row } from '../../../store/store.ts'
import { openContent, type ContentPlace } from './object-content.ts'
import { problem, type Problem } from './problem.ts'

export interface FileCounts {
  files: number
  bytes: number
  /** Encrypted under keys that are elsewhere or gone. */
  filesNotRead: number
}

/** `isReleased`: by now, of a file that the snapshot still names and that is gone. */
export async function* checkFiles(
  state: DatabaseSync,
  place: ContentPlace,
  counts: FileCounts,
  isReleased: (id: FileId) => boolean,
  goesOn: () => void,
): AsyncGenerator<Problem, undefined> {
  const listed = filesListed(state)
  const owned = new Set<FileId>()
  for (const { table, row } of owners(place)) {
    const { file } = row.value
    if (file === undefined) continue
    const facts = { table, id: row.id, file }
    if (owned.has(file)) yield problem('file/two-owners', facts)
    owned.add(file)
    if (!listed.has(file)) yield problem('file/unowned', facts)
    counts.files += 1
    goesOn()
    counts.bytes += row.value.size
    const found = await checkContent(facts, row.value, place, counts)
    if (found && !(found.id === 'file/missing' && isReleased(file))) yield found
  }
  for (const file of listed) {
    if (!owned.has(file)) yield problem('file/no-owner', { file })
  }
  return undefined
}

function filesListed(state: DatabaseSync): ReadonlySet<FileId> {
  const files = new Set<FileId>()
  if (!hasObjectFiles(state)) return files
  const select = state.prepare(`SELECT id FROM object_file WHERE state <> 'released'`)
  for (const { id } of select.iterate()) files.add(String(id) as FileId)
  return files
}

interface Owner {
  readonly table: string
  readonly row: Row<ObjectRow | PartRow>
}

function* owners({ rows }: ContentPlace): Generator<Owner, undefined> {
  for (const row of rows.all(objects)) yield { table: objects.name, row }
  for (const row of rows.all(parts)) yield { table: parts.name, row }
  return undefined
}

type Facts = Readonly<Record<'table' | 'id' | 'file', string>>

async function checkContent(
  facts: Facts,
  owner: ObjectRow | PartRow,
  place: ContentPlace,
  counts: FileCounts,
): Promise<Problem | undefined> {
  const file = openObjectFile(place.directory, facts.file as FileId)
  if (!file) return problem('file/missing', facts)
  const found = file.size
  file.close()
  // Parts of an encrypted upload are encrypted like it, and only the upload says how.
  const isPart = facts.table === parts.name
  const isEncrypted = 'encryption' in owner || (isPart && found !== owner.size)
  if (!isEncrypted && found !== owner.size) {
    return problem('file/wrong-size', {
      ...facts,
      told: String(owner.size),
      found: String(found),
    })
  }
  try {
    return (await readWhole(owner, place, isEncrypted, counts))
      ? undefined
      : problem('file/changed', { ...facts, reason: 'its hash is another' })
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault)
    return problem('file/changed', { ...facts, reason })
  }
}

/** Whether it holds what it did; what cannot be read is counted, and taken for whole. */
async function readWhole(
  owner: ObjectRow | PartRow,
  place: ContentPlace,
  isEncrypted: boolean,
  counts: FileCounts,
): Promise<boolean> {
  const isReadable = !isEncrypted || 'encryption' in owner
  const content = isReadable ? openContent(owner, place) : undefined
  if (!content) {
    counts.filesNotRead += 1
    return true
  }
  try {
    const tag = await tagOf(content.read(), partSizes(owner))
    // Of what is encrypted, the entity tag tells nothing: that it opens is the proof.
    return isEncrypted || tag === owner.etag
  } finally {
    content.close()
  }
}

/** Undefined: it was not put in parts. */
const partSizes = (owner: ObjectRow | PartRow): readonly number[] | undefined =>
  'parts' in owner ? owner.parts?.map(({ size }) => size) : undefined

/** S3's entity tag: the MD5 of the content, or of the MD5s of its parts, with their number. */
async function tagOf(
  chunks: AsyncIterable<Uint8Array>,
  sizes: readonly number[] | undefined,
): Promise<string> {
  const whole = createHash('md5')
  const ofParts = new PartHashes(sizes ?? [])
  for await (const chunk of chunks) {
    if (sizes) ofParts.update(chunk)
    else whole.update(chunk)
  }
  return sizes ? ofParts.tag() : whole.digest('hex')
}

class PartHashes {
  readonly #sizes: readonly number[]
  readonly #digests: Buffer[] = []
  #hash: Hash = createHash('md5')
  #taken = 0

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes
    this.#finishParts()
  }

  update(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && this.#digests.length < this.#sizes.length;) {
      const left = (this.#sizes[this.#digests.length] ?? 0) - this.#taken
      const piece = chunk.subarray(at, at + left)
      this.#hash.update(piece)
      this.#taken += piece.length
      at += piece.length
      this.#finishParts()
    }
  }

  tag(): string {
    const digest = createHash('md5').update(Buffer.concat(this.#digests)).digest('hex')
    return `${digest}-${this.#sizes.length}`
  }

  #finishParts(): void {
    while (this.#sizes[this.#digests.length] === this.#taken) {
      this.#digests.push(this.#hash.digest())
      this.#hash = createHash('md5')
      this.#taken = 0
    }
  }
}
