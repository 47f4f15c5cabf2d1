import type { JsonObject } from '../../base/json.ts'
import type { CommandLine } from '../command-line.ts'
import type { ChangeLine } from '../policy-change.ts'

export const REMEDY_IDS = [
  'restore-account-statement',
  'widen-account-statement',
  'lift-condition',
  'complete-statement',
  'name-principal',
  'lift-deny',
  'add-account-statement',
  'correct-principals',
  'create-service-linked-role',
  'allow-in-iam',
  'aws-support',
] as const
export type RemedyId = (typeof REMEDY_IDS)[number]

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
  /** The difference to the policy that was to be put, where there is one. */
  readonly lines?: readonly ChangeLine[]
  /** Who can do what afterwards that could not before: `user/admin kms:GetKeyPolicy`. */
  readonly gains: readonly string[]
  readonly loses: readonly string[]
  /** The engine allowed the request after the change, and the lockout check passed for `by`. */
  readonly proved: boolean
  /** Documents that the commands name, by path. */
  readonly documents: ReadonlyMap<string, JsonObject>
}
