/** A field of a CloudTrail record: text or any JSON, a structure, or a list of structures. */
export type RecordField =
  | { readonly kind: 'value' | 'json' }
  | { readonly kind: 'structure' | 'list'; readonly fields: RecordFields }

/** By the spelling that CloudTrail writes; tables have the same names in lower case. */
export type RecordFields = Readonly<Record<string, RecordField>>

const value: RecordField = { kind: 'value' }
const json: RecordField = { kind: 'json' }

const values = (names: string): RecordFields =>
  Object.fromEntries(names.split(' ').map((name) => [name, value]))

const structure = (fields: RecordFields): RecordField => ({ kind: 'structure', fields })

const USER_IDENTITY = structure({
  ...values('type principalId arn accountId accessKeyId userName invokedBy identityProvider'),
  ...values('credentialId'),
  onBehalfOf: structure(values('userId identityStoreArn')),
  sessionContext: structure({
    ...values('ec2RoleDelivery sourceIdentity assumedRoot'),
    attributes: structure(values('mfaAuthenticated creationDate')),
    sessionIssuer: structure(values('type principalId arn accountId userName')),
    webIdFederationData: structure({ federatedProvider: value, attributes: json }),
  }),
  inScopeOf: structure(values('sourceArn sourceAccount issuerType credentialsIssuedTo')),
})

/**
 * The record as CloudTrail delivers it. A column of another name is read by its own name.
 *
 * UNLIKE AWS: the fields of a record are found in CloudTrail's own spelling only, `ARN` in
 * `resources` too; a file with another spelling gives NULL.
 */
export const CLOUDTRAIL_RECORD: RecordFields = {
  ...values('eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent'),
  ...values('errorCode errorMessage requestID eventID eventType apiVersion managementEvent'),
  ...values('readOnly recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId'),
  ...values('eventCategory sessionCredentialFromConsole'),
  userIdentity: USER_IDENTITY,
  requestParameters: json,
  responseElements: json,
  additionalEventData: json,
  serviceEventDetails: json,
  edgeDeviceDetails: json,
  insightDetails: json,
  resources: { kind: 'list', fields: values('ARN accountId type') },
  addendum: structure(values('reason updatedFields originalRequestID originalEventID')),
  tlsDetails: structure(values('tlsVersion cipherSuite clientProvidedHostHeader keyExchange')),
  eventContext: json,
}

/** The field of a name in lower case, with its spelling. */
export function recordField(
  fields: RecordFields,
  name: string,
): { readonly spelling: string; readonly field: RecordField } | undefined {
  const spelling = Object.keys(fields).find((key) => key.toLowerCase() === name)
  const field = spelling === undefined ? undefined : fields[spelling]
  return spelling !== undefined && field ? { spelling, field } : undefined
}
