import type { Grant } from '../../src/policy/index.ts'

/** Policies in force, with every document as its JSON text. */
export interface PolicyTexts {
  readonly identity: readonly string[]
  readonly boundary?: readonly string[]
  readonly session?: string
  readonly serviceControl: readonly (readonly string[])[]
  readonly resourceControl: readonly (readonly string[])[]
  readonly vpcEndpoint?: readonly string[]
  readonly resource?: { kind: 'keyPolicy' | 'trustPolicy' | 'resourcePolicy'; text: string }
  readonly grants: readonly Grant[]
}
