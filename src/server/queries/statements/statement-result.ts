import type { Listing } from '../../../sql/ddl/listing.ts'
import type { QueryResult } from '../../../sql/types.ts'

/** What a statement has to show when it went well. */
export type StatementResult =
  /** Rows of a query, which may fail yet. They go into a `.csv`. */
  | { readonly kind: 'rows'; readonly result: QueryResult }
  /** The lines of a `.txt`; of most DDL there are none. */
  | { readonly kind: 'lines'; readonly listing: Listing }
  /** Data in S3: the objects that were written, for the manifest. */
  | {
      readonly kind: 'written'
      readonly objects: readonly string[]
      readonly rowCount: number
      readonly scannedBytes: number
    }
