import type { CallingPrincipal } from '../../../base/principal.ts'
import type { RequestScope } from '../../operation.ts'
import type { RequestMetadata } from './calls.ts'

/**
 * What a proxy is told of the request that it serves. The key's ARN is the caller's part:
 * CreateKey has none yet.
 */
export function requestMetadata(
  kmsOperation: string,
  { caller, region, requestId, vpcEndpoint }: RequestScope,
): RequestMetadata {
  const { principal, via } = caller
  return {
    awsPrincipalArn: principalArn(principal),
    ...(vpcEndpoint?.vpcId !== undefined && { awsSourceVpc: vpcEndpoint.vpcId }),
    ...(vpcEndpoint && { awsSourceVpce: vpcEndpoint.id }),
    kmsOperation,
    kmsRequestId: requestId,
    // The value of kms:ViaService; the specification's example has the bare name of a service.
    ...(via && { kmsViaService: `${via.service}.${region}.amazonaws.com` }),
  }
}

/** As `aws:PrincipalArn` has it: of a session, the role. Of a service, its name. */
const principalArn = (principal: CallingPrincipal): string =>
  principal.type === 'assumedRole' ? principal.roleArn : principal.arn
