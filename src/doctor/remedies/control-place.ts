// Where a policy of the organization lies, and the command that puts another in its place.

import { accountRootArn } from '../../base/arn.ts'
import { awsCommand, type CommandLine } from '../command-line.ts'
import { gotOf } from '../evidence/answer.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { controlSeen } from '../guards.ts'

export interface ControlPlace {
  /** The management account; a delegated administrator for policies can do it as well. */
  readonly by: string
  /** For a file: `scp-p-1234abcd`. */
  readonly fileName: string
  readonly commandFor: (path: string) => CommandLine
}

/** By the name that the evidence gives policies; undefined for those that could not be seen. */
export function controlPlace(
  layer: 'scp' | 'rcp',
  policy: string,
  evidence: Evidence,
): ControlPlace | undefined {
  const id = controlSeen(evidence, policy)?.control.id
  const membership = gotOf(evidence.layers?.organization.membership)
  if (id === undefined || membership === undefined) return undefined
  const { managementAccount } = membership
  const runsAs = evidence.caller.account === managementAccount ? 'asker' : 'environment'
  return {
    by: accountRootArn(managementAccount),
    fileName: `${layer}-${id}`,
    commandFor: (path) =>
      awsCommand(
        ['organizations', 'update-policy', '--policy-id', id, '--content', `file://${path}`],
        evidence.where,
        runsAs,
      ),
  }
}
