import { MiB } from '../../base/sizes.ts'
import type { LogFile } from './log-file.ts'
import { dueTime, logFile } from './log-file.ts'
import { selects } from './selects.ts'
import type { Trail } from './trail.ts'
import type { TrailEvent } from './trail-event.ts'

/** CloudTrail's own limit is 50 MB compressed; readers of JSON often stop at 16 MiB of text. */
const recordBytesPerFileMax = 15 * MiB

export interface Delivery {
  /** To be put in this order. */
  readonly files: readonly LogFile[]
  /**
   * The events up to this one are settled, with no need to read them again, once the files are
   * put; undefined: none is.
   */
  readonly through: number | undefined
}

/** By what time deliveries are made. */
export interface DeliveryClock {
  readonly now: Date
  /** How long events are collected into one file. */
  readonly windowMs: number
}

/**
 * What to deliver of the events that follow those already delivered, in the order of recording.
 *
 * A window is waited for whole, and with it everything recorded behind its first
 * event: what has not come to an end yet comes with a later delivery.
 */
export function planDelivery(
  trail: Trail,
  events: readonly TrailEvent[],
  { now, windowMs }: DeliveryClock,
): Delivery {
  const open = events.findIndex((event) => dueTime(event, windowMs) > now)
  const due = open < 0 ? events : events.slice(0, open)
  const selected = due.filter((event) => selects(trail, event))
  const byPlace = Map.groupBy(selected, ({ account, region }) => `${account}/${region}`)
  const files = [...byPlace.values()].flatMap((ofPlace) => cut(ofPlace, windowMs))
  return {
    files: files.map((ofFile) => logFile(trail, ofFile, windowMs)),
    through: due.at(-1)?.sequence,
  }
}

type FileEvents = [TrailEvent, ...TrailEvent[]]

/** A new file begins with each later window, and when the last one is full. */
function cut(events: readonly TrailEvent[], windowMs: number): readonly FileEvents[] {
  const files: FileEvents[] = []
  let bytes = 0
  for (const event of events) {
    const size = Buffer.byteLength(event.record)
    const file = files.at(-1)
    const isDueWith = (first: TrailEvent): boolean =>
      dueTime(event, windowMs) <= dueTime(first, windowMs)
    const fits = file && bytes + size <= recordBytesPerFileMax && isDueWith(file[0])
    if (fits) file.push(event)
    else files.push([event])
    bytes = fits ? bytes + size : size
  }
  return files
}
