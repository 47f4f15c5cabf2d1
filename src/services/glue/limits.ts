/** https://docs.aws.amazon.com/general/latest/gr/glue.html */
export const limits = {
  databasesPerCatalogMax: 10_000,
  /** UNLIKE AWS: where 200,000 is the default, for they are counted when one is made. */
  tablesPerDatabaseMax: 10_000,
  /** UNLIKE AWS: where ten million is the default, for one transaction removes a table's. */
  partitionsPerTableMax: 100_000,
  /** UNLIKE AWS: which keeps all until there are 100,000. Older ones are forgotten. */
  tableVersionsKeptMax: 100,
  /** Of a partition's values in an id, together. */
  partitionIdCharacters: 400,
  /** Pages of lists whose size the request leaves open. */
  databasesPerPage: 100,
  tablesPerPage: 100,
  partitionsPerPage: 1000,
  searchResultsPerPage: 1000,
  /** Of Expression, which is a regular expression. */
  namePatternStatesMax: 2048,
  tagsPerDatabaseMax: 50,
} as const
