import type { Json } from '../base/json.ts'

/** A document as it is shown and written to files: line numbers are counted in this text. */
export const documentText = (document: Json): string => JSON.stringify(document, undefined, 2)
