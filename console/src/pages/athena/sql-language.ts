import { autocompletion } from '@codemirror/autocomplete'
import { sql, SQLDialect } from '@codemirror/lang-sql'
import type { Extension } from '@codemirror/state'
import type { CatalogTable } from './catalog.ts'
import { columnCompletion } from './column-completion.ts'

const KEYWORDS =
  'add all alter and any as asc between by case column columns comment create cross current ' +
  'data database databases deallocate delete desc describe distinct drop else end escape except ' +
  'exists explain external extract fields filter first following for format formatted from full ' +
  'functions group grouping having ilike in inner insert intersect into is join lateral last ' +
  'left like limit location lines msck natural not nulls offset on or order ordinality outer ' +
  'over overwrite partition partitioned partitions preceding prepare range recursive rename ' +
  'repair replace right row rows schema schemas select serde serdeproperties set show some ' +
  'stored table tables tablesample tblproperties terminated then to truncate unbounded union ' +
  'unload unnest update use using values view views when where window with'

const TYPES =
  'varchar char string boolean tinyint smallint integer int bigint real double decimal date ' +
  'timestamp time interval array map row json varbinary'

/** Functions of Athena's that questions to logs are asked with. */
const FUNCTIONS =
  'abs all_match any_match approx_distinct arbitrary array_agg array_distinct array_join ' +
  'array_max array_min array_sort avg bool_and bool_or cardinality ceil coalesce concat ' +
  'contains count count_if current_date current_timestamp date date_add date_diff date_format ' +
  'date_parse date_trunc day element_at filter flatten floor format_datetime from_base64 ' +
  'from_iso8601_date from_iso8601_timestamp from_unixtime greatest hour if json_array_contains ' +
  'json_array_get json_array_length json_extract json_extract_scalar json_format json_parse ' +
  'json_size least length lower lpad ltrim map_agg map_keys map_values max max_by min min_by ' +
  'minute month none_match now nullif parse_datetime position reduce regexp_count ' +
  'regexp_extract regexp_extract_all regexp_like regexp_replace regexp_split replace reverse ' +
  'round row_number rpad rtrim second sequence split split_part starts_with strpos substr ' +
  'substring sum to_base64 to_iso8601 to_unixtime transform trim try typeof upper url_decode ' +
  'url_encode url_extract_host uuid year'

const athena = SQLDialect.define({
  keywords: KEYWORDS,
  types: TYPES,
  builtin: FUNCTIONS,
})

/** Athena's SQL that knows the tables of the catalog, with and without their database. */
export function sqlLanguage(tables: readonly CatalogTable[]): Extension {
  const schema = Object.fromEntries(
    tables.flatMap(({ database, name, columns }) => {
      const names = columns.map((column) => column.name)
      return [
        [name, names],
        [`${database}.${name}`, names],
      ] as const
    }),
  )
  return [
    sql({ dialect: athena, schema, upperCaseKeywords: true }),
    athena.language.data.of({ autocomplete: columnCompletion(tables) }),
    autocompletion(),
  ]
}
