// Writes the pages of docs/reference that repeat what the code says: `npm run docs`.
// test/docs.test.ts fails when one of them is out of date.

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generatedPages } from './pages.ts'

for (const [path, text] of generatedPages()) {
  writeFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), text)
}
