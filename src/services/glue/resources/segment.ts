import { createHash } from 'node:crypto'
import { InvalidInputException } from '../errors.ts'
import type { Segment } from '../model.ts'

/** Whether a partition is in this segment: each is in exactly one of those that there are. */
export function inSegment(segment: Segment | undefined): (id: string) => boolean {
  if (!segment) return () => true
  const { SegmentNumber, TotalSegments } = segment
  if (SegmentNumber >= TotalSegments) {
    // The sentence is ours: AWS's is not known.
    throw InvalidInputException('SegmentNumber must be less than TotalSegments.')
  }
  return (id) =>
    createHash('sha256').update(id).digest().readUInt32BE() % TotalSegments === SegmentNumber
}
