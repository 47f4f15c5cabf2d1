// Where an identity policy lies, and the command that puts another in its place.

import { arnOf, parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { decide } from '../../policy/index.ts'
import { awsCommand, type CommandLine, type RunsAs } from '../command-line.ts'
import type { Where } from '../evidence/evidence.ts'
import { requestOf, policiesFor, type Actor } from '../situation.ts'

/** An identity policy that can be changed. */
export interface IamPolicyPlace {
  /** What changing it takes. */
  readonly action: string
  /** The ARN that the permission is about. */
  readonly resource: string
  /** For a file: `user-alice-inline`. */
  readonly fileName: string
  readonly commandFor: (path: string, where: Where, as: RunsAs) => CommandLine
}

type OwnerKind = 'user' | 'role' | 'group'

const isOwnerKind = (text: string | undefined): text is OwnerKind =>
  text === 'user' || text === 'role' || text === 'group'

const INLINE = /^inline policy (.+) of (user|role|group)\/(.+)$/

/** By the name that the evidence gives policies; undefined for those that belong to AWS. */
export function iamPolicyPlace(policy: string, account: string): IamPolicyPlace | undefined {
  const [, name, kind, owner] = INLINE.exec(policy) ?? []
  if (name !== undefined && isOwnerKind(kind) && owner !== undefined) {
    return inlinePlace({ name, kind, owner }, account)
  }
  const arn = parseArn(policy)
  if (arn?.service !== 'iam' || arn.account !== account) return undefined
  return {
    action: 'iam:CreatePolicyVersion',
    resource: policy,
    fileName: arn.resource.replaceAll('/', '-'),
    commandFor: (path, where, as) =>
      awsCommand(
        [
          'iam',
          'create-policy-version',
          ...['--policy-arn', policy],
          ...['--policy-document', `file://${path}`, '--set-as-default'],
        ],
        where,
        as,
      ),
  }
}

export function inlinePlace(
  {
    name,
    kind,
    owner,
  }: { readonly name: string; readonly kind: OwnerKind; readonly owner: string },
  account: string,
): IamPolicyPlace {
  const entity = owner.split('/').at(-1) ?? owner
  const title = kind.charAt(0).toUpperCase() + kind.slice(1)
  return {
    action: `iam:Put${title}Policy`,
    resource: arnOf('iam', '', account, `${kind}/${owner}`),
    fileName: `${kind}-${entity}-${name}`,
    commandFor: (path, where, as) =>
      awsCommand(
        [
          'iam',
          `put-${kind}-policy`,
          ...[`--${kind}-name`, entity, '--policy-name', name],
          ...['--policy-document', `file://${path}`],
        ],
        where,
        as,
      ),
  }
}

/** By IAM's word alone: the asker's policies and its boundary. */
export function isAllowedInIam(actor: Actor, action: string, resource: string): boolean {
  const request = requestOf(actor.principal, action, resource)
  return decide(request, policiesFor(actor, undefined)).outcome === 'allow'
}

/** Letters that a file name may have everywhere. */
export const fileNameOf = (text: string): string => `${text.replaceAll(/[^\w.-]+/g, '-')}.json`

/** A document with one statement more. */
export function withStatement(document: JsonObject, statement: JsonObject): JsonObject {
  const { Statement = [] } = document
  return { ...document, Statement: [Statement, statement].flat() }
}
