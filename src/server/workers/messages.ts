// What the process that keeps the state and those that answer requests tell each other, besides
// what they ask of the log.

import type { Families } from '../metrics/page-of-all.ts'
import type { ServerOptions } from '../server-options.ts'

/** What the primary was given, and keeps nowhere: over a channel that nobody else can read. */
export interface Secrets {
  readonly rootKeys: RootKeyBytes
  readonly rootAccessKey: ServerOptions['rootAccessKey']
}

/** Raw. */
export interface RootKeyBytes {
  readonly current: Uint8Array
  readonly former: readonly Uint8Array[]
}

export type ToWorker =
  | { readonly worker: 'secrets'; readonly secrets: Secrets }
  | { readonly worker: 'stop' }
  | { readonly worker: 'wants-metrics'; readonly id: number }
  | { readonly worker: 'page'; readonly id: number; readonly page: string }

/** What a worker is ready with. */
export interface WorkerReady {
  readonly endpoint: string
  readonly ownEndpoint: string
  readonly vpcEndpoints: readonly (readonly [id: string, url: string])[]
  readonly accounts: readonly string[]
  readonly credentialsFile: string | undefined
  readonly seeded: unknown
}

export type FromWorker =
  | { readonly worker: 'wants-secrets' }
  | { readonly worker: 'ready'; readonly ready: WorkerReady }
  /** In words: it does not start, and would not the next time. */
  | { readonly worker: 'failed'; readonly message: string; readonly hint: string | undefined }
  | { readonly worker: 'wants-page'; readonly id: number }
  | { readonly worker: 'metrics'; readonly id: number; readonly families: Families }

export const isOfWorker = (message: unknown): message is ToWorker | FromWorker =>
  typeof message === 'object' && message !== null && 'worker' in message

/** Which of the workers a process is, from 1: the next one in its place is the same. */
export const SLOT_VARIABLE = 'SPAREKEY_WORKER_SLOT'
