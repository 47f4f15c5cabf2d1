// What DuckDB has under no name or with another meaning, as macros. Each names only those above it.
// An error's text begins with the code that Athena would show.

const MACROS: readonly (readonly [head: string, body: string])[] = [
  ['sk_blanks()', "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)"],
  [
    'sk_codepoint(a)',
    `CASE WHEN length(a) = 1 THEN unicode(a) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Input string must be a single character string') END`,
  ],
  [
    'sk_levenshtein(a, b)',
    `CASE WHEN strlen(a) = length(a) AND strlen(b) = length(b) THEN levenshtein(a, b)
     WHEN a IS NULL OR b IS NULL THEN NULL
     ELSE error('NOT_SUPPORTED: levenshtein_distance of text that is not ASCII') END`,
  ],
  [
    'sk_lpad(a, n, b)',
    `CASE WHEN n < 0 OR b = '' THEN error('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty')
     ELSE lpad(a, CAST(n AS INTEGER), b) END`,
  ],
  [
    'sk_rpad(a, n, b)',
    `CASE WHEN n < 0 OR b = '' THEN error('INVALID_FUNCTION_ARGUMENT: Padding string must not be empty')
     ELSE rpad(a, CAST(n AS INTEGER), b) END`,
  ],
  [
    'sk_replace(a, b, c)',
    `CASE WHEN b = '' THEN error('NOT_SUPPORTED: replace of an empty text') ELSE replace(a, b, c) END`,
  ],
  [
    'sk_split(a, b)',
    `CASE WHEN b = '' THEN error('INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string')
     ELSE string_split(a, b) END`,
  ],
  [
    'sk_split_part(a, b, n)',
    `CASE WHEN n < 1 THEN error('INVALID_FUNCTION_ARGUMENT: Index must be greater than zero')
     ELSE sk_split(a, b)[n] END`,
  ],
  [
    'sk_split_to_map(a, b, c)',
    `CASE WHEN a = '' THEN CAST(MAP {} AS MAP(VARCHAR, VARCHAR)) ELSE
     map_from_entries(list_transform(string_split(a, b), lambda e: CASE WHEN contains(e, c)
     THEN {'key': substring(e, 1, strpos(e, c) - 1), 'value': substring(e, strpos(e, c) + length(c))}
     ELSE error('INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in each entry') END)) END`,
  ],
  ['sk_substring(a, n)', `CASE WHEN n = 0 OR abs(n) > length(a) THEN '' ELSE substring(a, n) END`],
  [
    'sk_substring_of(a, n, m)',
    `CASE WHEN n = 0 OR abs(n) > length(a) OR m <= 0 THEN '' ELSE substring(a, n, m) END`,
  ],
  [
    'sk_url(a, g)',
    `regexp_extract(a, '^(([A-Za-z][A-Za-z0-9+.-]*):)?(//([^/?#:]*)(:[0-9]*)?)?([^?#]*)([?]([^#]*))?(#(.*))?$', g)`,
  ],
  ['sk_url_part(a, g)', `nullif(sk_url(a, g), '')`],
  ['sk_url_path(a)', `sk_url(a, 6)`],
  [
    'sk_url_parameter(a, b)',
    `list_filter(list_transform(string_split(sk_url(a, 8), '&'), lambda e:
     CASE WHEN e = b THEN '' WHEN starts_with(e, b || '=') THEN url_decode(substring(e, length(b) + 2)) END),
     lambda e: e IS NOT NULL)[1]`,
  ],
  [
    'sk_logarithm(a)',
    `CASE WHEN a > 0 THEN ln(a) WHEN a = 0 THEN CAST('-inf' AS DOUBLE)
     WHEN a < 0 THEN CAST('nan' AS DOUBLE) ELSE a END`,
  ],
  [
    'sk_quotient(a, b)',
    `CASE WHEN b = 0 THEN error('DIVISION_BY_ZERO: Division by zero') ELSE a // b END`,
  ],
  [
    'sk_modulus(a, b)',
    `CASE WHEN b = 0 THEN error('DIVISION_BY_ZERO: Division by zero') ELSE a % b END`,
  ],
  [
    'sk_rounded_quotient(a, b)',
    `CASE WHEN b = 0 THEN error('DIVISION_BY_ZERO: Division by zero')
     ELSE ((2 * abs(a) + abs(b)) // (2 * abs(b))) * (CASE WHEN (a < 0) = (b < 0) THEN 1 ELSE -1 END) END`,
  ],
  [
    'sk_moved_date(a, i)',
    `CASE WHEN date_part('microsecond', i) = 0 AND date_part('minute', i) = 0 AND date_part('hour', i) = 0
     THEN CAST(a + i AS DATE) WHEN a IS NULL OR i IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date') END`,
  ],
  [
    'sk_iso_date(a)',
    `CASE WHEN regexp_full_match(a, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN CAST(a AS DATE) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || a || '"') END`,
  ],
  [
    'sk_iso_timestamp(a)',
    `CASE WHEN length(a) = 20 AND a[11] = 'T' AND a[20] = 'Z' THEN CAST(a AS TIMESTAMPTZ) WHEN a IS NULL THEN NULL
     WHEN regexp_full_match(a, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?(Z|[+]00:?00)?')
     THEN CAST(replace(replace(a, 'T', ' '), 'Z', '') || CASE WHEN contains(a, '+') THEN '' WHEN contains(a, 'T') THEN '+00' ELSE '' END AS TIMESTAMPTZ)
     WHEN regexp_full_match(a, '.*[+-][0-9]{2}:?[0-9]{2}') AND contains(a, 'T')
     THEN error('NOT_SUPPORTED: from_iso8601_timestamp of an offset other than Z: "' || a || '"')
     ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || a || '"') END`,
  ],
  [
    'sk_boolean(a)',
    `CASE WHEN lower(a) IN ('t', 'true', '1') THEN true WHEN lower(a) IN ('f', 'false', '0') THEN false
     WHEN a IS NULL THEN NULL ELSE error('INVALID_CAST_ARGUMENT: Cannot cast ''' || a || ''' to BOOLEAN') END`,
  ],
  [
    'sk_integer(a, t)',
    `CASE WHEN regexp_full_match(a, '[+-]?[0-9]+') OR a IS NULL THEN a
     ELSE error('INVALID_CAST_ARGUMENT: Cannot cast ''' || a || ''' to ' || upper(t)) END`,
  ],
  [
    'sk_number(a, t)',
    `CASE WHEN regexp_full_match(a, '\\s*[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*') OR a IS NULL THEN a
     WHEN t NOT LIKE 'decimal%' AND a IN ('NaN', 'Infinity', '-Infinity', '+Infinity') THEN lower(a)
     ELSE error('INVALID_CAST_ARGUMENT: Cannot cast ''' || a || ''' to ' || upper(t)) END`,
  ],
  [
    'sk_date(a)',
    `CASE WHEN regexp_full_match(trim(a), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN CAST(trim(a) AS DATE) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || a) END`,
  ],
  [
    'sk_timestamp(a)',
    `CASE WHEN regexp_full_match(trim(a), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?')
     THEN date_trunc('millisecond', CAST(trim(a) AS TIMESTAMP)) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ' || a) END`,
  ],
  [
    'sk_zoned(a)',
    `CASE WHEN regexp_full_match(trim(a), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?( UTC)?')
     THEN CAST(sk_timestamp(replace(a, ' UTC', '')) AS TIMESTAMPTZ) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp with time zone: ' || a) END`,
  ],
  [
    'sk_double_text(a)',
    `CASE WHEN a = 0 OR abs(a) BETWEEN 0.001 AND 9999999 THEN CAST(a AS VARCHAR)
     WHEN isnan(a) THEN 'NaN' WHEN isinf(a) THEN CASE WHEN a > 0 THEN 'Infinity' ELSE '-Infinity' END
     WHEN a IS NULL THEN NULL ELSE error('NOT_SUPPORTED: a number this large or small as text') END`,
  ],
  ['sk_json_or_null(a)', `CASE WHEN json_valid(a) THEN CAST(a AS JSON) END`],
  [
    'sk_json_parse(a)',
    `CASE WHEN json_valid(a) THEN json(a) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: ''' || a || '''') END`,
  ],
  [
    'sk_json_scalar(a, p)',
    `CASE WHEN json_type(a, p) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(a, p) END`,
  ],
  [
    'sk_json_text(a)',
    `CASE json_type(a) WHEN 'NULL' THEN NULL WHEN 'OBJECT' THEN error('INVALID_CAST_ARGUMENT: Cannot cast JSON object to VARCHAR')
     WHEN 'ARRAY' THEN error('INVALID_CAST_ARGUMENT: Cannot cast JSON array to VARCHAR') ELSE json_extract_string(a, '$') END`,
  ],
  [
    'sk_json_field(a, n)',
    `coalesce(json_extract(a, '$."' || n || '"'), json_extract(a, '$."' || list_filter(json_keys(a),
     lambda k: lower(k) = n)[1] || '"'))`,
  ],
  [
    'sk_json_as_text(a)',
    `CASE json_type(a) WHEN 'NULL' THEN NULL WHEN 'VARCHAR' THEN json_extract_string(a, '$') ELSE CAST(a AS VARCHAR) END`,
  ],
  [
    'sk_json_composite(a)',
    `CASE WHEN json_type(a) IN ('OBJECT', 'ARRAY') THEN CAST(a AS VARCHAR) END`,
  ],
  [
    'sk_json_array_length(a)',
    `CASE WHEN json_type(a) = 'ARRAY' THEN CAST(json_array_length(a) AS BIGINT) END`,
  ],
  [
    'sk_json_array_get(a, n)',
    `CASE WHEN json_type(a) = 'ARRAY' THEN CASE WHEN n >= 0 THEN CAST(a AS JSON[])[n + 1] ELSE CAST(a AS JSON[])[n] END END`,
  ],
  [
    'sk_json_size(a)',
    `CASE json_type(a) WHEN 'OBJECT' THEN CAST(len(json_keys(a)) AS BIGINT)
     WHEN 'ARRAY' THEN CAST(json_array_length(a) AS BIGINT) ELSE CASE WHEN a IS NOT NULL THEN 0 END END`,
  ],
  [
    'sk_json_array_contains(a, b)',
    `CASE WHEN json_type(a) = 'ARRAY' THEN list_contains(list_transform(CAST(a AS JSON[]),
     lambda e: CASE WHEN json_type(e) = 'VARCHAR' THEN json_extract_string(e, '$') END), b) END`,
  ],
  [
    'sk_all(a)',
    `CASE WHEN list_contains(a, false) THEN false WHEN len(a) <> list_count(a) THEN NULL
     WHEN a IS NULL THEN NULL ELSE true END`,
  ],
  [
    'sk_any(a)',
    `CASE WHEN list_contains(a, true) THEN true WHEN len(a) <> list_count(a) THEN NULL
     WHEN a IS NULL THEN NULL ELSE false END`,
  ],
  [
    'sk_has(a, b)',
    `(CASE WHEN b IS NULL THEN len(a) <> list_count(a) ELSE list_contains(a, b) END)`,
  ],
  ['sk_distinct(a)', `list_filter(a, lambda e, i: NOT sk_has(a[1:i - 1], e))`],
  [
    'sk_without(a, b)',
    `CASE WHEN b IS NOT NULL THEN list_filter(a, lambda e: NOT sk_has(b, e)) END`,
  ],
  ['sk_only(a, b)', `CASE WHEN b IS NOT NULL THEN list_filter(a, lambda e: sk_has(b, e)) END`],
  [
    'sk_overlap(a, b)',
    `CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(list_filter(a, lambda e: e IS NOT NULL AND list_contains(b, e))) > 0 THEN true
     WHEN (len(a) <> list_count(a) AND len(b) > 0) OR (len(b) <> list_count(b) AND len(a) > 0) THEN NULL ELSE false END`,
  ],
  [
    'sk_array_join(a, s)',
    `CASE WHEN a IS NULL OR s IS NULL THEN NULL
     ELSE coalesce(array_to_string(list_filter(a, lambda e: e IS NOT NULL), s), '') END`,
  ],
  ['sk_array_join_all(a, s, n)', `sk_array_join(list_transform(a, lambda e: coalesce(e, n)), s)`],
  [
    'sk_array_position(a, b)',
    `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN coalesce(list_position(a, b), 0) END`,
  ],
  ['sk_concat(a, b)', `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_concat(a, b) END`],
  [
    'sk_contains(a, b)',
    `CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN list_contains(a, b) THEN true
     WHEN len(a) <> list_count(a) THEN NULL ELSE false END`,
  ],
  [
    'sk_element_at(a, n)',
    `CASE WHEN n = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1') ELSE a[n] END`,
  ],
  [
    'sk_subscript(a, n)',
    `CASE WHEN n = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     WHEN n < 0 THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || n)
     WHEN n > len(a) THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: ' || n || ' > ' || len(a))
     ELSE a[n] END`,
  ],
  [
    'sk_map_at(a, k)',
    `CASE WHEN a IS NULL OR k IS NULL THEN NULL WHEN map_contains(a, k) THEN a[k]
     ELSE error('INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || CAST(k AS VARCHAR)) END`,
  ],
  [
    'sk_map_entries(a)',
    `list_transform(map_entries(a), lambda e: struct_pack(f0 := e.key, f1 := e.value))`,
  ],
  [
    'sk_first_entries(a)',
    `map_from_entries(list_filter(a, lambda e, i:
     e.key IS NOT NULL AND NOT list_contains(list_transform(a[1:i - 1], lambda o: o.key), e.key)))`,
  ],
  [
    'sk_sequence_by(a, b, c)',
    `CASE WHEN c = 0 OR (c > 0 AND a > b) OR (c < 0 AND a < b)
     THEN error('INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start')
     WHEN abs(b - a) // abs(c) >= 10000 THEN error('INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries')
     ELSE generate_series(a, b, c) END`,
  ],
  ['sk_sequence(a, b)', `sk_sequence_by(a, b, CASE WHEN a <= b THEN 1 ELSE -1 END)`],
  [
    'sk_slice(a, n, m)',
    `CASE WHEN n = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     WHEN m < 0 THEN error('INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0')
     WHEN n < 0 AND -n > len(a) THEN a[1:0]
     WHEN n < 0 THEN a[len(a) + n + 1:len(a) + n + m] ELSE a[n:n + m - 1] END`,
  ],
  [
    'sk_zip(a, b)',
    `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_transform(range(1, greatest(len(a), len(b)) + 1),
     lambda i: struct_pack(f0 := a[i], f1 := b[i])) END`,
  ],
  [
    'sk_address_v4(a)',
    `'00000000000000000000ffff' || array_to_string(list_transform(string_split(a, '.'), lambda e: lower(printf('%02x', CAST(e AS INTEGER)))), '')`,
  ],
  [
    'sk_address_groups(a)',
    `list_transform(list_filter(string_split(a, ':'), lambda e: e <> ''), lambda e: lpad(lower(e), 4, '0'))`,
  ],
  [
    'sk_address_v6(a)',
    `CASE WHEN contains(a, '::') THEN array_to_string(sk_address_groups(split_part(a, '::', 1)), '') ||
     repeat('0000', CAST(8 - len(sk_address_groups(a)) AS INTEGER)) || array_to_string(sk_address_groups(split_part(a, '::', 2)), '')
     ELSE array_to_string(sk_address_groups(a), '') END`,
  ],
  [
    'sk_address(a)',
    `CASE WHEN a IS NULL THEN NULL
     WHEN regexp_full_match(a, '((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])[.]){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])') THEN sk_address_v4(a)
     WHEN regexp_full_match(a, '([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}') OR
       (regexp_full_match(a, '([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*)?::([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*)?') AND len(sk_address_groups(a)) < 8)
     THEN sk_address_v6(a) ELSE error('INVALID_CAST_ARGUMENT: Cannot cast value to IPADDRESS: ' || a) END`,
  ],
  [
    'sk_address_text(a)',
    `CASE WHEN starts_with(a, '00000000000000000000ffff') THEN array_to_string(list_transform([25, 27, 29, 31],
     lambda i: CAST(CAST('0x' || substring(a, i, 2) AS INTEGER) AS VARCHAR)), '.') WHEN a IS NULL THEN NULL
     ELSE error('NOT_SUPPORTED: an IPv6 address as text') END`,
  ],
  [
    'sk_address_bits(a)',
    `array_to_string(list_transform(range(1, 33), lambda i: lpad(bin(CAST('0x' || substring(a, i, 1) AS INTEGER)), 4, '0')), '')`,
  ],
  [
    'sk_cidr_contains(c, a)',
    `CASE WHEN regexp_full_match(c, '[0-9A-Fa-f.:]+/[0-9]{1,3}') THEN
     left(sk_address_bits(sk_address(split_part(c, '/', 1))), CAST(split_part(c, '/', 2) AS INTEGER) + CASE WHEN contains(c, ':') THEN 0 ELSE 96 END) =
     left(sk_address_bits(a), CAST(split_part(c, '/', 2) AS INTEGER) + CASE WHEN contains(c, ':') THEN 0 ELSE 96 END)
     WHEN c IS NULL THEN NULL ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid CIDR') END`,
  ],
]

/**
 * Inside TRY, whose errors DuckDB must be able to catch: `error` is one that it never lets be
 * caught. What fails there is a CAST of the sentence, of no constant, or it would fail at once.
 */
const FAIL =
  'CREATE MACRO skt_fail(depends, says) AS ' +
  '(CASE WHEN CAST(says || left(depends, 0) AS INTEGER) IS NULL THEN NULL END)'

const MACRO_HEAD = /^sk_(\w+)\((.*)\)$/

/** The statements that create the macros of a query, and those that they need. */
export function macrosFor(sql: string): readonly string[] {
  const names = new Set(namesIn(sql))
  const statements: string[] = []
  for (const [head, body] of MACROS.toReversed()) {
    const [, name = '', parameters = ''] = MACRO_HEAD.exec(head) ?? []
    const isTried = names.has(`skt_${name}`)
    if (isTried) statements.push(triedMacro(name, parameters, body))
    const isPlain = names.has(`sk_${name}`)
    if (isPlain) statements.push(`CREATE MACRO ${head} AS (${body})`)
    const inside = namesIn(body)
    if (isPlain) for (const needed of inside) names.add(needed)
    if (isTried) for (const needed of inside) names.add(needed.replace('sk_', 'skt_'))
  }
  const isAnyTried = [...names].some((name) => name.startsWith('skt_'))
  return [...(isAnyTried ? [FAIL] : []), ...statements.toReversed()]
}

function triedMacro(name: string, parameters: string, body: string): string {
  const depends = parameters === '' ? "''" : `concat(${parameters})`
  const failing = body.replaceAll('error(', `skt_fail(${depends}, `)
  return `CREATE MACRO skt_${name}(${parameters}) AS (${tried(failing)})`
}

/** The SQL with macros that TRY can catch; texts stay as they are. */
export const tried = (sql: string): string =>
  sql.replaceAll(/'(?:[^']|'')*'|\bsk_/g, (part) => (part === 'sk_' ? 'skt_' : part))

const namesIn = (sql: string): readonly string[] => sql.match(/\bskt?_\w+/g) ?? []
