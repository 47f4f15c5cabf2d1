export interface ServiceLinkedRole {
  /** `autoscaling.amazonaws.com`. */
  readonly service: string
  /** Of `AWSServiceRoleForAutoScaling_blue`: `blue`. */
  readonly suffix: string | undefined
}

const SERVICE_LINKED = new RegExp(
  [
    String.raw`^arn:aws[a-z-]*:iam::\d{12}:role/aws-service-role/([a-z0-9.-]+\.amazonaws\.com)`,
    String.raw`/AWSServiceRoleFor[A-Za-z0-9]+(?:_([\w+=,.@-]+))?$`,
  ].join(''),
)

/** Undefined for the ARN of anything else. */
export function serviceLinkedRoleOf(arn: string): ServiceLinkedRole | undefined {
  const [, service, suffix] = SERVICE_LINKED.exec(arn) ?? []
  return service === undefined ? undefined : { service, suffix }
}
