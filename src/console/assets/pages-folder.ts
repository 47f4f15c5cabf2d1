import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the build puts the pages: beside this module when it is built itself, or below `dist`. */
export function pagesFolder(): string {
  const built = fileURLToPath(new URL('../../pages', import.meta.url))
  return existsSync(built) ? built : fileURLToPath(new URL('../../../dist/pages', import.meta.url))
}
