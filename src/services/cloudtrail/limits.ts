/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
export const limits = {
  trailNameCharacters: { min: 3, max: 128 },
  s3KeyPrefixCharactersMax: 200,
  /** A multi-Region trail counts in every Region. */
  trailsPerRegionMax: 5,
  eventSelectorsPerTrailMax: 5,
  /** Of all selectors together. */
  dataResourcesPerTrailMax: 250,
  /** Values of all conditions of all advanced selectors together. */
  advancedSelectorValuesPerTrailMax: 500,
  tagsPerTrailMax: 50,
  tagResourcesPerRequestMax: 20,
  /** AWS does not say how many. */
  trailsPerPage: 100,
  /** Older ones are forgotten when logging starts again. */
  loggingPeriodsKeptMax: 10,
  /** Events that are read at a time on their way into log files. */
  eventsPerDelivery: 5000,
  /** Accounts and Regions of which one trail has digests. */
  digestPlacesMax: 1000,
  /** Of all accounts and Regions together. */
  trailsMax: 100_000,
  /** Rows that one read brings when all are wanted. */
  rowsPerRead: 500,
} as const
