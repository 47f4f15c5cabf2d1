// The file of a result, record by record. https://docs.aws.amazon.com/athena/latest/ug/querying.html

/** A record, and where in the file the next one begins. */
export interface ResultRecord {
  readonly text: string
  readonly end: number
}

const NEWLINE = 0x0a
const QUOTE = 0x22

/** Lines; in a `.csv` a line break inside of quotes belongs to the value. */
export async function* recordsIn(
  chunks: AsyncIterable<Uint8Array>,
  { offset, isCsv }: { readonly offset: number; readonly isCsv: boolean },
): AsyncGenerator<ResultRecord, undefined> {
  let pieces: Uint8Array[] = []
  let end = offset
  let isQuoted = false
  const record = (): ResultRecord => ({ text: Buffer.concat(pieces).toString(), end })
  for await (const chunk of chunks) {
    let from = 0
    for (const [at, byte] of chunk.entries()) {
      // A doubled quote, which stands for one, opens at once what it has closed.
      if (isCsv && byte === QUOTE) isQuoted = !isQuoted
      if (byte !== NEWLINE || isQuoted) continue
      pieces.push(chunk.subarray(from, at))
      end += at + 1 - from
      from = at + 1
      yield record()
      pieces = []
    }
    pieces.push(chunk.subarray(from))
    end += chunk.length - from
  }
  // The last line of a `.txt` has no end.
  if (pieces.some((piece) => piece.length > 0)) yield record()
  return undefined
}

/** The values of a record of a `.csv`: undefined is NULL, which stands there without quotes. */
export function csvValues(record: string): readonly (string | undefined)[] {
  const values: (string | undefined)[] = []
  for (const [, quoted, bare] of record.matchAll(VALUE)) {
    values.push(quoted === undefined ? bare || undefined : quoted.replaceAll('""', '"'))
  }
  return values
}

/** Each at the beginning or behind a comma: a value in quotes, or one without. */
const VALUE = /(?<=^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g
