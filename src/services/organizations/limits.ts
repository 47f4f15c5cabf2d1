/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const limits = {
  /** What AWS grants at most. It begins with 10, which a rehearsal would soon meet. */
  accountsMax: 10_000,
  unitsMax: 2000,
  unitNestingMax: 5,
  policiesMax: { SERVICE_CONTROL_POLICY: 10_000, RESOURCE_CONTROL_POLICY: 1000 },
  policyCharsMax: 5120,
  policiesPerTargetMax: 5,
  tagsMax: 50,
  itemsPerPageMax: 20,
  handshakeDays: 15,
  rowsPerRead: 500,
} as const
