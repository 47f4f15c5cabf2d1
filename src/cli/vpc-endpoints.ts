// `--vpc-endpoint vpce-0a1b2c3d=4610:policy.json`, with `@vpc-…` behind the id to name its VPC.

import { validateEndpointPolicy } from '../policy/index.ts'
import type { NamedPolicy } from '../policy/index.ts'
import type { VpcEndpointOptions } from '../server/vpc-endpoint.ts'
import { failure } from './failure.ts'
import { readPolicyFile, unreadable } from './input-file.ts'

const FORM = /^(vpce-[0-9a-z]{8,17})(?:@(vpc-[0-9a-z]{8,17}))?=(\d{1,5})(?::(.+))?$/s
const PORT_MAX = 65_535

export function requireVpcEndpoints(texts: readonly string[]): readonly VpcEndpointOptions[] {
  const endpoints = texts.map(requireVpcEndpoint)
  const ids = endpoints.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw failure('vpcEndpointTwice', { id: twice })
  return endpoints
}

function requireVpcEndpoint(text: string): VpcEndpointOptions {
  const [, id, vpcId, digits, file] = FORM.exec(text) ?? []
  const port = Number(digits)
  if (id === undefined || port > PORT_MAX) {
    const lines = [
      '--vpc-endpoint vpce-0123456789abcdef0=4610:policy.json',
      '--vpc-endpoint vpce-0123456789abcdef0@vpc-0fedcba9876543210=4610',
    ]
    throw failure('noVpcEndpoint', { text }, { lines })
  }
  return {
    id,
    port,
    ...(vpcId !== undefined && { vpcId }),
    ...(file !== undefined && { policy: requireEndpointPolicy(file) }),
  }
}

function requireEndpointPolicy(file: string): NamedPolicy {
  const policy = readPolicyFile(file)
  const [problem] = validateEndpointPolicy(policy.policy.document)
  if (problem) throw unreadable(file, problem)
  return policy
}
