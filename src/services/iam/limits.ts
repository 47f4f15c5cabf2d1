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
  /** Decisions of a simulation, each of which takes its time under policies that are long. */
  evaluationsPerTurn: 10,
  /** A page has fewer actions where each is decided for many resources, but one at least. */
  evaluationsPerPageMax: 5000,
  /** Of the event history. */
  accessKeyUseDaysMax: 90,
  accessKeyUseDaysPerRead: 32,
  sessionSecondsDefault: 3600,
  instanceProfilesPerAccountMax: 1000,
  mfaDevicesPerUserMax: 8,
  mfaSeedBytes: 40,
  mfaSerialNumberCharsMax: 256,
  /** How far a device's clock may be off, in steps of 30 seconds: when it is first met, ... */
  mfaEnableStepsMax: 10,
  /** ... when it is met again after a long time, ... */
  mfaResyncStepsMax: 120,
  /** ... and from one code to the next. */
  mfaDriftStepsMax: 1,
  oidcProvidersPerAccountMax: 100,
  clientIdsPerProviderMax: 100,
  thumbprintsPerProviderMax: 5,
  samlProvidersPerAccountMax: 100,
  /** AWS has reports of one account wait that long for each other. */
  credentialReportHours: 4,
  accessReportHours: 24,
  /** Newest first; a use behind that many events of a Region counts as none. */
  accessReportEventsMax: 50_000,
  accessReportEventsPerRead: 500,
} as const
