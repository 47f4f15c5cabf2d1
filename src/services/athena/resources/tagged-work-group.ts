// What the operations on tags name: workgroups. Data catalogs could be tagged on AWS; the one that
// is here was made by nobody, and AWS lets nobody tag it either.

import { parseArn } from '../../../base/arn.ts'
import { InvalidRequestException, ResourceNotFoundException } from '../errors.ts'
import type { AthenaScope } from '../scope.ts'
import type { WorkGroupRow } from '../tables.ts'

const PREFIX = 'workgroup/'

/** The name alone: authorization asks before anybody looks. */
export function requireWorkGroupName(text: string, { account, region }: AthenaScope): string {
  const arn = parseArn(text)
  const isHere = arn?.service === 'athena' && arn.account === account && arn.region === region
  const name = isHere && arn.resource.startsWith(PREFIX) ? arn.resource.slice(PREFIX.length) : ''
  if (/^[a-zA-Z0-9._-]{1,128}$/.test(name)) return name
  // The sentence is ours: AWS's is not known.
  throw InvalidRequestException(`${text} is not the ARN of a resource that can be tagged here.`)
}

export function requireTaggedWorkGroup(arn: string, scope: AthenaScope): WorkGroupRow {
  const group = scope.workGroups.find(requireWorkGroupName(arn, scope))
  // The sentence is ours: AWS's is not known.
  if (!group) throw ResourceNotFoundException(`Resource ${arn} was not found.`, arn)
  return group
}
