import type { NamedPolicy } from '../policy/index.ts'
import { compilePolicy, readPolicyJson } from '../policy/index.ts'

/** An interface VPC endpoint as a request knows it: a way in of its own, with a policy. */
export interface VpcEndpoint {
  /** `vpce-…` */
  readonly id: string
  /** `vpc-…`, if anybody has said in which VPC it is. */
  readonly vpcId?: string
  readonly policies: readonly NamedPolicy[]
}

/** One that is to be listened on. */
export interface VpcEndpointOptions extends Omit<VpcEndpoint, 'policies'> {
  /** 0: any free port. */
  readonly port: number
  /** Absent: AWS's default, which lets everything pass. */
  readonly policy?: NamedPolicy
}

export const vpcEndpoint = ({ id, vpcId, policy }: VpcEndpointOptions): VpcEndpoint => ({
  id,
  ...(vpcId !== undefined && { vpcId }),
  policies: [policy ?? fullAccess(id)],
})

function fullAccess(id: string): NamedPolicy {
  const Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }
  const read = readPolicyJson({ Version: '2008-10-17', Statement })
  // INVARIANT: the document above is one.
  if (!('document' in read)) throw new Error('the default endpoint policy cannot be read')
  return { name: `policy of ${id}`, policy: compilePolicy(read.document) }
}
