// IAM's own simulator: a second opinion about identity policies, boundary and SCPs. It does not see
// the key policy in force, and is never asked about it.

import { paginateSimulatePrincipalPolicy, type EvaluationResult } from '@aws-sdk/client-iam'
import type { Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'

export interface Simulated {
  readonly action: string
  readonly says: 'allow' | 'implicitDeny' | 'explicitDeny'
}

export interface SimulationQuestion {
  /** ARN of the user or role. */
  readonly principal: string
  readonly actions: readonly string[]
  readonly keyArn: string
  readonly context: Readonly<Record<string, string>>
}

export function askSimulation(
  { iam }: Connection,
  { principal, actions, keyArn, context }: SimulationQuestion,
): Promise<Answer<readonly Simulated[]>> {
  return ask('iam:SimulatePrincipalPolicy', async () => {
    const found: Simulated[] = []
    const input = {
      PolicySourceArn: principal,
      ActionNames: [...actions],
      ResourceArns: [keyArn],
      ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
        ContextKeyName,
        ContextKeyValues: [value],
        ContextKeyType: 'string' as const,
      })),
    }
    const pages = paginateSimulatePrincipalPolicy({ client: iam }, input)
    for await (const { EvaluationResults = [] } of pages) {
      found.push(...EvaluationResults.map(simulatedOf))
    }
    return found
  })
}

function simulatedOf({ EvalActionName = '', EvalDecision }: EvaluationResult): Simulated {
  if (EvalDecision === 'allowed') return { action: EvalActionName, says: 'allow' }
  const says = EvalDecision === 'explicitDeny' ? 'explicitDeny' : 'implicitDeny'
  return { action: EvalActionName, says }
}
