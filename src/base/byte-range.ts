/** A stretch of bytes: from `start` up to, and without, `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}
