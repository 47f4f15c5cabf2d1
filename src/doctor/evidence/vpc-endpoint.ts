// The policy of the VPC endpoint that a request came through.

import { clientOf, type Connection } from '../connection.ts'
import { ask, type Answer } from './answer.ts'

export interface VpcEndpointPolicy {
  /** `vpce-…`, or the file that holds the policy. */
  readonly endpoint: string
  readonly text: string
}

export function askVpcEndpoint(
  connection: Connection,
  endpoint: string,
): Promise<Answer<VpcEndpointPolicy>> {
  return ask('ec2:DescribeVpcEndpoints', async () => {
    const { DescribeVpcEndpointsCommand, EC2Client } = await import('@aws-sdk/client-ec2')
    const command = new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint] })
    const { VpcEndpoints } = await clientOf(connection, EC2Client).send(command)
    return { endpoint, text: VpcEndpoints?.[0]?.PolicyDocument ?? '' }
  })
}
