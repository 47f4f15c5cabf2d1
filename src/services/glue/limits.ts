/** https://docs.aws.amazon.com/general/latest/gr/glue.html */
export const limits = {
  databasesPerCatalogMax: 10_000,
  /** UNLIKE AWS: a database has at most 10,000 tables, not 200,000. */
  tablesPerDatabaseMax: 10_000,
  /** UNLIKE AWS: a table has at most 100,000 partitions, not ten million. */
  partitionsPerTableMax: 100_000,
  /** UNLIKE AWS: of a table's old versions the newest 100 are kept, not all. */
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
