import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { documentText } from '../document-text.ts'
import type { DocumentChange } from '../remedies/remedy.ts'

/** A document before and after, as `diff -u` prints it. */
export function unifiedDiff({ name, before, after }: DocumentChange): string {
  const [old, recent] = [before, after].map((document) => `${documentText(document)}\n`)
  const [from, to] = [`${name} (before)`, `${name} (after)`]
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY }
  return createTwoFilesPatch(from, to, old ?? '', recent ?? '', '', '', options)
}
