import type { JsonObject } from '../../base/json.ts'
import type { CommandLine } from '../command-line.ts'

export const REMEDY_IDS = [
  'restore-account-statement',
  'widen-account-statement',
  'lift-condition',
  'complete-statement',
  'name-principal',
  'name-service',
  'lift-deny',
  'add-account-statement',
  'correct-principals',
  'create-service-linked-role',
  'allow-in-iam',
  'renew-grant',
  'share-with-account',
  'exempt-in-iam',
  'allow-in-boundary',
  'exempt-in-boundary',
  'change-scp',
  'change-rcp',
  'change-vpc-endpoint',
  'change-session-policy',
  'ask-iam-administrator',
  'ask-organization',
  'ask-vpc-endpoint-owner',
  'ask-key-owner',
  'enable-key',
  'cancel-key-deletion',
  'import-key-material',
  'connect-key-store',
  'use-fitting-key',
  'own-key',
  'become-named-identity',
  'ask-in-region',
  'use-alias',
  'renew-credentials',
  'aws-support',
] as const
export type RemedyId = (typeof REMEDY_IDS)[number]

const OF_KEY_POLICY: ReadonlySet<RemedyId> = new Set([
  'restore-account-statement',
  'widen-account-statement',
  'lift-condition',
  'complete-statement',
  'name-principal',
  'lift-deny',
  'share-with-account',
  'name-service',
])

/** Whether its document is the key policy to put. */
export const changesKeyPolicy = ({ id }: Pick<Remedy, 'id'>): boolean => OF_KEY_POLICY.has(id)

/** A way out, tried with the engine before it is offered. It is never applied unasked. */
export interface Remedy {
  readonly id: RemedyId
  /** Principals that exist and could do it, or `aws-support`. */
  readonly by: readonly string[]
  /** Makes one of them the caller; empty when the asker is one of them. */
  readonly becoming: readonly CommandLine[]
  readonly commands: readonly CommandLine[]
  /** All of it by one command of ours, where there is one. */
  readonly atOnce: CommandLine | undefined
  /** What the change is; fills the sentence of the catalogue. */
  readonly facts: Readonly<Record<string, string>>
  /** Who can do what afterwards that could not before: `user/admin kms:GetKeyPolicy`. */
  readonly gains: readonly string[]
  readonly loses: readonly string[]
  /** The engine allowed the request after the change, and the lockout check passed for `by`. */
  readonly proved: boolean
  /** Documents that the commands name, by path. */
  readonly documents: ReadonlyMap<string, JsonObject>
  /** The document that changes, before and after. */
  readonly change?: DocumentChange
}

export interface DocumentChange {
  readonly name: string
  readonly before: JsonObject
  readonly after: JsonObject
}
