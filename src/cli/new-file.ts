import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, open, rename, rm } from 'node:fs/promises'
import { failure, type Failure } from './failure.ts'

/** Before the work begins: a file that is there is somebody's. */
export function requireFree(file: string, { yes }: { readonly yes?: boolean }): void {
  if (!yes && existsSync(file)) throw isThere(file)
}

/**
 * Writes a file that its owner alone reads. It is there whole or not at all, and takes the place
 * of another one only where `yes` says so.
 */
export async function writeNewFile(
  file: string,
  text: string,
  { yes }: { readonly yes?: boolean },
): Promise<void> {
  const draft = `${file}.${randomUUID()}.part`
  try {
    const opened = await open(draft, 'wx', 0o600)
    try {
      await opened.writeFile(text)
      await opened.sync()
    } finally {
      await opened.close()
    }
    // Unlike a rename, a link never takes the place of what came to be there meanwhile.
    await (yes ? rename(draft, file) : link(draft, file))
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') throw isThere(file)
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw failure('unwritable', { file, reason }, { cause: thrown })
  } finally {
    await rm(draft, { force: true })
  }
}

const isThere = (file: string): Failure => failure('isThere', { file })
