// What the main thread asks of the mover thread.

import type { Day } from './event-days.ts'

export type MoverQuestion =
  /** Copies the oldest events of the outbox into the files of their days. */
  | { readonly kind: 'copy' }
  /** Deletes the files of the days before `day` that hold nothing behind `delivered`. */
  | { readonly kind: 'dropBefore'; readonly day: Day; readonly delivered: number | undefined }
  /** Deletes the files that hold nothing behind the sequence `forgotten`. */
  | { readonly kind: 'dropForgotten'; readonly forgotten: number }
  | { readonly kind: 'close' }

export type MoverAnswer =
  | {
      readonly kind: 'copied'
      /** Undefined: the outbox was empty. */
      readonly through: number | undefined
      readonly days: readonly Day[]
      /** There may be more. */
      readonly full: boolean
    }
  | { readonly kind: 'dropped'; readonly days: readonly Day[] }
  | { readonly kind: 'closed' }

export interface MoverOptions {
  readonly statePath: string
  readonly eventsDirectory: string
  /** For tests: the step with this number, from 1, fails as on a full disk, once. */
  readonly failAtStep?: number
}
