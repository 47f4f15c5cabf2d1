import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from '../../base/sync-directory.ts'

/** A compacted file, and the objects whose rows are in it. */
export interface CompactedFile {
  readonly path: string
  readonly tags: ReadonlySet<string>
}

const ENDING = '.manifest.json'

/** The files of a directory that were finished: the manifest is written last. */
export async function readManifests(
  directory: string,
  known: ReadonlyMap<string, CompactedFile>,
): Promise<ReadonlyMap<string, CompactedFile>> {
  const found = new Map<string, CompactedFile>()
  for (const name of await readdir(directory)) {
    if (!name.endsWith(ENDING)) continue
    const base = name.slice(0, -ENDING.length)
    const before = known.get(base)
    found.set(base, before ?? (await readManifest(directory, base)))
  }
  return found
}

async function readManifest(directory: string, base: string): Promise<CompactedFile> {
  const text = await readFile(join(directory, `${base}${ENDING}`), 'utf8')
  const { tags } = JSON.parse(text) as { tags: string[] }
  return { path: parquetPath(directory, base), tags: new Set(tags) }
}

export const parquetPath = (directory: string, base: string): string =>
  join(directory, `${base}.parquet`)

/** Makes a written file one that is read: whole, or after a crash not at all. */
export async function finish(
  directory: string,
  base: string,
  written: string,
  tags: readonly string[],
): Promise<void> {
  await rename(written, parquetPath(directory, base))
  const draft = join(directory, `${base}${ENDING}.new`)
  await writeFile(draft, JSON.stringify({ tags }), { mode: 0o600, flush: true })
  await rename(draft, join(directory, `${base}${ENDING}`))
  await syncDirectory(directory)
}

/** The manifest first: without it the other is nothing. */
export async function removeFile({ path }: CompactedFile): Promise<void> {
  await rm(path.replace(/\.parquet$/, ENDING), { force: true })
  await rm(path, { force: true })
}

/** What a crash has left half done. */
export async function removeUnfinished(directory: string): Promise<void> {
  const names = new Set(await readdir(directory))
  for (const name of names) {
    const isFinished = names.has(name.replace(/(?:\.parquet|\.manifest\.json)$/, ENDING))
    if (name.endsWith('.new') || !isFinished) await rm(join(directory, name), { force: true })
  }
}
