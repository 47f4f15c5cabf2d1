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
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]
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
  for (let at = 0; ; at += 1) {
    const isQuoted = record.charAt(at) === '"'
    const end = isQuoted ? behindQuoted(record, at) : behindBare(record, at)
    const value = record.slice(at, end)
    values.push(isQuoted ? value.slice(1, -1).replaceAll('""', '"') : value || undefined)
    if (record.charAt(end) !== ',') return values
    at = end
  }
}

function behindBare(record: string, from: number): number {
  const comma = record.indexOf(',', from)
  return comma === -1 ? record.length : comma
}

/** By no regular expression: a value can be of millions of characters. */
function behindQuoted(record: string, from: number): number {
  for (let at = from + 1; ;) {
    const quote = record.indexOf('"', at)
    if (quote === -1) return record.length
    if (record.charAt(quote + 1) !== '"') return quote + 1
    at = quote + 2
  }
}
