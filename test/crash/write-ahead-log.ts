// SQLite's write-ahead log as it lies on the disk, read past SQLite.
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log

import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const LITTLE_ENDIAN_MAGIC = 0x37_7f_06_82

export interface Log {
  readonly bytes: Buffer
  readonly pageBytes: number
  /** Behind the last frame of each transaction, in order. */
  readonly commitEnds: readonly number[]
  /** Of what is committed. */
  readonly pages: ReadonlySet<number>
}

/**
 * How many bytes of the log a checkpoint has copied into the database, or has begun to: a cut
 * within them would leave a database that is newer than its log. Read from the log's index, which
 * is the killed process's: https://www.sqlite.org/walformat.html#the_wal_index_file_format
 */
export function checkpointedBytes(indexPath: string, { pageBytes }: Log): number {
  const index = readFileSync(indexPath)
  const framesAttempted = endianness() === 'LE' ? index.readUInt32LE(128) : index.readUInt32BE(128)
  return HEADER_BYTES + framesAttempted * (FRAME_HEADER_BYTES + pageBytes)
}

/** Frames count up to the first one whose salt or checksum is another's. */
export function readLog(path: string): Log {
  const bytes = readFileSync(path)
  const commitEnds: number[] = []
  const pages = new Set<number>()
  const open = new Set<number>()
  if (bytes.length < HEADER_BYTES) return { bytes, pageBytes: 4096, commitEnds, pages }
  const pageBytes = bytes.readUInt32BE(8)
  const isLittle = bytes.readUInt32BE(0) === LITTLE_ENDIAN_MAGIC
  const frameBytes = FRAME_HEADER_BYTES + pageBytes
  let sum = checksum(bytes.subarray(0, 24), isLittle, [0, 0])
  for (let at = HEADER_BYTES; at + frameBytes <= bytes.length; at += frameBytes) {
    const frame = bytes.subarray(at, at + frameBytes)
    if (!frame.subarray(8, 16).equals(bytes.subarray(16, 24))) break
    sum = checksum(frame.subarray(0, 8), isLittle, sum)
    sum = checksum(frame.subarray(FRAME_HEADER_BYTES), isLittle, sum)
    if (frame.readUInt32BE(16) !== sum[0] || frame.readUInt32BE(20) !== sum[1]) break
    open.add(frame.readUInt32BE(0))
    if (frame.readUInt32BE(4) === 0) continue
    commitEnds.push(at + frameBytes)
    for (const page of open) pages.add(page)
    open.clear()
  }
  return { bytes, pageBytes, commitEnds, pages }
}

type Sum = readonly [number, number]

function checksum(bytes: Buffer, isLittle: boolean, [first, second]: Sum): Sum {
  let [one, other] = [first, second]
  const word = (at: number): number => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + word(at) + other) >>> 0
    other = (other + word(at + 4) + one) >>> 0
  }
  return [one, other]
}
