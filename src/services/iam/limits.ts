// AWS's default quotas. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

export const limits = {
  usersPerAccountMax: 5000,
  rolesPerAccountMax: 1000,
  groupsPerAccountMax: 300,
  policiesPerAccountMax: 1500,
  policiesPerIdentityMax: 10,
  groupsPerUserMax: 10,
  accessKeysPerUserMax: 2,
  policyVersionsMax: 5,
  tagsPerEntityMax: 50,
  /** Sizes of documents leave white space out. */
  managedPolicyCharsMax: 6144,
  trustPolicyCharsMax: 2048,
  userInlineCharsMax: 2048,
  groupInlineCharsMax: 5120,
  roleInlineCharsMax: 10_240,
  itemsPerPageDefault: 100,
  /** Of the event history. */
  accessKeyUseDaysMax: 90,
  accessKeyUseDaysPerRead: 32,
  sessionSecondsDefault: 3600,
} as const
