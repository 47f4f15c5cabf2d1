import type { Where } from '../evidence/evidence.ts'
import type { Page } from './page.ts'
import { fill } from './words/words.ts'

/** The first line of every report: which account, which Region, which endpoint. */
export function whereLine(
  where: Where,
  { words, paint: { quiet } }: Pick<Page, 'words' | 'paint'>,
): string {
  const { account, region, endpoint = words.report.awsEndpoint } = where
  return quiet(fill(words.report.where, { account, region, endpoint }))
}
