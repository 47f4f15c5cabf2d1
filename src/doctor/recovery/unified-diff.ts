import type { JsonObject } from '../../base/json.ts'

const contextLines = 3

/** As `diff -u` writes it. */
export async function unifiedDiff(before: JsonObject, after: JsonObject): Promise<string> {
  // Read when it is needed: most runs of the doctor show no such thing.
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff')
  const [old, recent] = [before, after].map((policy) => `${JSON.stringify(policy, undefined, 2)}\n`)
  return createTwoFilesPatch('before', 'after', old ?? '', recent ?? '', undefined, undefined, {
    context: contextLines,
    headerOptions: FILE_HEADERS_ONLY,
  })
}
