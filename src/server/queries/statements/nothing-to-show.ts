import type { StatementResult } from './statement-result.ts'

/** Of DDL that went well there is nothing more to say. */
export const NOTHING_TO_SHOW: StatementResult = {
  kind: 'lines',
  listing: { columns: [], lines: [] },
}
