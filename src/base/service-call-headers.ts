/**
 * With these, where the start command allows it, a root user's request is a service's call. They
 * are no part of AWS.
 */
export const serviceCallHeaders = {
  /** The service principal: `logs.us-east-1.amazonaws.com`. */
  service: 'x-sparekey-service',
  /** The resource that it calls for in its own name. */
  sourceArn: 'x-sparekey-source-arn',
  sourceAccount: 'x-sparekey-source-account',
  /** The ARN of the user, role or root user in whose name it calls. */
  onBehalfOf: 'x-sparekey-on-behalf-of',
} as const

/** For what, or for whom, a service calls. */
export interface ServiceCall {
  /** The resource that it calls for in its own name: `aws:SourceArn`. */
  readonly sourceArn?: string
  /** Absent: the account in `sourceArn`, or that of the root user who signs. */
  readonly sourceAccount?: string
  /** The ARN of the user, role or root user in whose name it calls, instead of its own. */
  readonly onBehalfOf?: string
}

export function headersOfServiceCall(
  service: string,
  call: ServiceCall,
): Readonly<Record<string, string>> {
  const { sourceArn, sourceAccount, onBehalfOf } = call
  return {
    [serviceCallHeaders.service]: service,
    ...(sourceArn !== undefined && { [serviceCallHeaders.sourceArn]: sourceArn }),
    ...(sourceAccount !== undefined && { [serviceCallHeaders.sourceAccount]: sourceAccount }),
    ...(onBehalfOf !== undefined && { [serviceCallHeaders.onBehalfOf]: onBehalfOf }),
  }
}
