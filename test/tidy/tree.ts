import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.sparekey', 'coverage'])

/** Every file of the repository, as a path from its root. */
export function filesOf(folder: string = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesOf(path) : [relative(root, path)]
    })
}

const TEXT = /\.(ts|js|json|md|yml|yaml|txt|jsonl|sql)$|^[^.]*$|^\.[a-z]+(rc)?(\.json)?$/

export const isText = (path: string): boolean => TEXT.test(path.split('/').at(-1) ?? '')
