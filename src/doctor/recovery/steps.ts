// The plan as steps and commands, for a person who would rather go by hand.

import { awsCommand, type CommandLine } from '../command-line.ts'
import type { Where } from '../evidence/evidence.ts'
import { ROLE_SESSION_NAME } from '../remedies/becoming.ts'
import type { OpenedTrust } from './journal.ts'
import { openTrustCommand, putTrustBackCommand } from './trust.ts'
import type { WayIn } from './ways-in.ts'

export interface PlanStep {
  readonly step: 'openTrust' | 'assumeRole' | 'actAsSelf' | 'put' | 'prove' | 'putTrustBack'
  /** Whom the step is about. */
  readonly principal: string
  readonly command?: CommandLine
}

/** Somebody who could put the key policy, and how the caller becomes it. */
export interface PlanRescuer {
  readonly arn: string
  readonly becoming: WayIn['becoming']
  readonly commands: readonly CommandLine[]
  /** AWS's sentence, when the way looked open and was not. */
  readonly refused?: string
}

export function stepsOf(
  { arn, roles }: WayIn,
  trust: OpenedTrust | undefined,
  where: Where,
  principal: string,
): readonly PlanStep[] {
  const about = trust?.role ?? arn
  return [
    ...(trust
      ? [{ step: 'openTrust', principal: about, command: openTrustCommand(trust, where) } as const]
      : []),
    ...(roles.length === 0 ? [{ step: 'actAsSelf', principal: arn } as const] : []),
    ...assuming(roles, where),
    { step: 'put', principal: arn },
    { step: 'prove', principal },
    ...(trust
      ? [
          {
            step: 'putTrustBack',
            principal: about,
            command: putTrustBackCommand(trust, where),
          } as const,
        ]
      : []),
  ]
}

/** The first role as the caller, each further one as the role before. */
function assuming(roles: readonly string[], where: Where): readonly PlanStep[] {
  return roles.map((role, index) => {
    const words = ['sts', 'assume-role', '--role-arn', role] as const
    const session = ['--role-session-name', ROLE_SESSION_NAME]
    const runsAs = index === 0 ? 'asker' : 'environment'
    return {
      step: 'assumeRole',
      principal: role,
      command: awsCommand([...words, ...session], where, runsAs),
    }
  })
}

export function rescuersIn(
  ways: readonly WayIn[],
  refused: ReadonlyMap<string, string>,
  where: Where,
): readonly PlanRescuer[] {
  const CLOSED: ReadonlySet<WayIn['becoming']> = new Set(['signIn', 'closed', 'denied'])
  return ways.map(({ arn, becoming, roles }) => {
    const commands = CLOSED.has(becoming) ? [] : assuming(roles, where)
    const sentence = refused.get(arn)
    return {
      arn,
      becoming,
      commands: commands.flatMap(({ command }) => (command ? [command] : [])),
      ...(sentence === undefined ? {} : { refused: sentence }),
    }
  })
}
