// What IAM tells of everybody at once answers the questions about each one as well: with it in a
// file, any user, role, group or managed policy can be asked about.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { RecordedAnswer, RecordedError } from './evidence-file.ts'

export interface Told {
  readonly output?: JsonObject
  readonly error?: RecordedError
}

/** Undefined: it does not tell that. */
export type ToldElsewhere = (operation: string, input: JsonObject) => Told | undefined

export function toldOfEverybody(answers: readonly RecordedAnswer[]): ToldElsewhere {
  const pages = answers
    .filter(({ operation }) => operation === 'GetAccountAuthorizationDetails')
    .flatMap(({ output }) => (output === undefined ? [] : [output]))
  // Nobody is missing where the last page was read.
  const isWhole = pages.some(({ IsTruncated }) => IsTruncated !== true)
  const kinds = {
    User: byName(pages, 'UserDetailList', 'UserName'),
    Role: byName(pages, 'RoleDetailList', 'RoleName'),
    Group: byName(pages, 'GroupDetailList', 'GroupName'),
  }
  const policies = byName(pages, 'Policies', 'Arn')
  return (operation, input) => {
    const [, verb = '', kind = '', what = ''] = QUESTION.exec(operation) ?? []
    if (kind === 'Policy') return ofPolicy(policies.get(String(input.PolicyArn)), what, input)
    if (kind !== 'User' && kind !== 'Role' && kind !== 'Group') return undefined
    const name = String(input[`${kind}Name`])
    const one = kinds[kind].get(name)
    if (one === undefined) return isWhole ? noSuch(kind, name) : undefined
    return verb === 'ListGroupsFor' ? groupsOf(one) : ofOne(one, kind, `${verb}${what}`, input)
  }
}

/** `ListAttachedRolePolicies`, `GetRolePolicy`, `GetRole`, `GetPolicyVersion`, ... */
const QUESTION =
  /^(Get|List|ListAttached|ListGroupsFor)(User|Role|Group|Policy)(|Policy|Policies|Version)$/

const objectsIn = (json: Json | undefined): readonly JsonObject[] =>
  Array.isArray(json) ? json.filter((item: Json) => isJsonObject(item)) : []

function byName(pages: readonly JsonObject[], list: string, member: string) {
  const all = pages.flatMap((page) => objectsIn(page[list]))
  return new Map(all.map((one) => [String(one[member]), one]))
}

function ofOne(
  one: JsonObject,
  kind: 'User' | 'Role' | 'Group',
  question: string,
  { PolicyName = '' }: JsonObject,
): Told | undefined {
  const inline = objectsIn(one[`${kind}PolicyList`])
  switch (question) {
    case 'Get':
      return { output: { [kind]: one } }
    case 'ListPolicies':
      return { output: { PolicyNames: inline.map((policy) => policy.PolicyName ?? '') } }
    case 'ListAttachedPolicies':
      return { output: { AttachedPolicies: one.AttachedManagedPolicies ?? [] } }
    case 'GetPolicy': {
      const found = inline.find((policy) => policy.PolicyName === PolicyName)
      return found && { output: found }
    }
    default:
      return undefined
  }
}

function groupsOf({ GroupList = [] }: JsonObject): Told {
  const names: readonly Json[] = Array.isArray(GroupList) ? GroupList : []
  return { output: { Groups: names.map((GroupName) => ({ GroupName })) } }
}

function ofPolicy(
  policy: JsonObject | undefined,
  what: string,
  { VersionId = '' }: JsonObject,
): Told | undefined {
  if (policy === undefined) return undefined
  if (what === '') return { output: { Policy: policy } }
  const versions = objectsIn(policy.PolicyVersionList)
  const version = versions.find((one) => one.VersionId === VersionId)
  return version && { output: { PolicyVersion: version } }
}

/** In IAM's words. */
const noSuch = (kind: string, name: string): Told => ({
  error: {
    name: 'NoSuchEntityException',
    message: `The ${kind.toLowerCase()} with name ${name} cannot be found.`,
  },
})
