/** Statements of Trino's and Hive's that Athena, or we, do not execute. */
export const REFUSED_STATEMENTS: readonly string[] = [
  ...['ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'DELETE', 'DENY', 'EXPORT', 'GRANT', 'IMPORT'],
  ...['LOAD', 'LOCK', 'MERGE', 'OPTIMIZE', 'REFRESH', 'RELOAD', 'RESET', 'REVOKE', 'ROLLBACK'],
  ...['SET', 'START', 'TRUNCATE', 'UNLOCK', 'UPDATE', 'USE', 'VACUUM'],
]
