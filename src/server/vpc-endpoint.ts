import type { NamedPolicy } from '../policy/index.ts'

/** An interface VPC endpoint: a way in of its own, with a policy. */
export interface VpcEndpoint {
  /** `vpce-…` */
  readonly id: string
  /** `vpc-…`, if anybody has said in which VPC it is. */
  readonly vpcId?: string
  /** One: the default lets everything pass. */
  readonly policies: readonly NamedPolicy[]
}
