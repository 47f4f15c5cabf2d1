// What the published models do not say, or say differently from what AWS sends.

/** The services that get a table, by the name of their model file and of their folder. */
export const SERVICES = ['cloudtrail', 'iam', 'kms', 'sts'] as const

/**
 * HTTP status by error code, for the JSON protocols. Everything else is 400 on the wire, also the
 * exceptions that the public Smithy models annotate with 404, 409 or 412 (recorded for KMS:
 * NotFound, Disabled, KMSInvalidState, DryRunOperation, LimitExceeded, Unsupported, Tag).
 * Query services send the status that the model names.
 */
export const JSON_ERROR_STATUS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  kms: {
    DependencyTimeoutException: 503,
    KMSInternalException: 500,
    KeyUnavailableException: 500,
  },
}
