import type { Macro } from './macro.ts'

/** Of texts, numbers, times, and texts that are cast. */
export const SCALAR_MACROS: readonly Macro[] = [
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
    `CASE WHEN n < 0 OR b = '' THEN error('INVALID_FUNCTION_ARGUMENT: Padding string must n' ||
     'ot be empty')
     ELSE lpad(a, CAST(n AS INTEGER), b) END`,
  ],
  [
    'sk_rpad(a, n, b)',
    `CASE WHEN n < 0 OR b = '' THEN error('INVALID_FUNCTION_ARGUMENT: Padding string must n' ||
     'ot be empty')
     ELSE rpad(a, CAST(n AS INTEGER), b) END`,
  ],
  [
    'sk_replace(a, b, c)',
    `CASE WHEN b = '' THEN error('NOT_SUPPORTED: replace of an empty text') ELSE replace(a,
     b, c) END`,
  ],
  [
    'sk_split(a, b)',
    `CASE WHEN b = '' THEN error('INVALID_FUNCTION_ARGUMENT: The delimiter may not be the e' ||
     'mpty string')
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
     THEN {'key': substring(e, 1, strpos(e, c) - 1), 'value': substring(e, strpos(e, c) +
     length(c))}
     ELSE error('INVALID_FUNCTION_ARGUMENT: Key-value delimiter must appear exactly once in' ||
     ' each entry') END)) END`,
  ],
  ['sk_substring(a, n)', `CASE WHEN n = 0 OR abs(n) > length(a) THEN '' ELSE substring(a, n) END`],
  [
    'sk_substring_of(a, n, m)',
    `CASE WHEN n = 0 OR abs(n) > length(a) OR m <= 0 THEN '' ELSE substring(a, n, m) END`,
  ],
  [
    'sk_url(a, g)',
    `regexp_extract(a, '^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#:]*)(?::[0-9]*)?)?' ||
     '([^?#]*)(?:[?]([^#]*))?(?:#(.*))?$', g)`,
  ],
  ['sk_url_part(a, g)', `nullif(sk_url(a, g), '')`],
  ['sk_url_path(a)', `sk_url(a, 3)`],
  [
    'sk_url_parameter(a, b)',
    `list_filter(list_transform(string_split(sk_url(a, 4), '&'), lambda e:
     CASE WHEN e = b THEN '' WHEN starts_with(e, b || '=') THEN url_decode(substring(e,
     length(b) + 2)) END),
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
     ELSE ((2 * abs(a) + abs(b)) // (2 * abs(b))) * (CASE WHEN (a < 0) = (b < 0) THEN 1
     ELSE -1 END) END`,
  ],
  [
    'sk_moved_date(a, i)',
    `CASE WHEN date_part('microsecond', i) = 0 AND date_part('minute', i) = 0 AND
     date_part('hour', i) = 0
     THEN CAST(a + i AS DATE) WHEN a IS NULL OR i IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date') END`,
  ],
  [
    'sk_iso_date(a)',
    `CASE WHEN regexp_full_match(a, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN CAST(a AS DATE) WHEN
     a IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || a || '"') END`,
  ],
  [
    'sk_iso_timestamp(a)',
    `CASE WHEN length(a) = 20 AND a[11] = 'T' AND a[20] = 'Z' THEN CAST(a AS TIMESTAMPTZ)
     WHEN a IS NULL THEN NULL
     WHEN regexp_full_match(a, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{' ||
     '2}([.][0-9]{1,9})?)?)?(Z|[+]00:?00)?')
     THEN CAST(replace(replace(a, 'T', ' '), 'Z', '') || CASE WHEN contains(a, '+') THEN ''
     WHEN contains(a, 'T') THEN '+00' ELSE '' END AS TIMESTAMPTZ)
     WHEN regexp_full_match(a, '.*[+-][0-9]{2}:?[0-9]{2}') AND contains(a, 'T')
     THEN error('NOT_SUPPORTED: from_iso8601_timestamp of an offset other than Z: "' || a || '"')
     ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid format: "' || a || '"') END`,
  ],
  [
    'sk_boolean(a)',
    `CASE WHEN lower(a) IN ('t', 'true', '1') THEN true WHEN lower(a) IN ('f', 'false',
     '0') THEN false
     WHEN a IS NULL THEN NULL ELSE error('INVALID_CAST_ARGUMENT: Cannot cast ''' || a ||
     ''' to BOOLEAN') END`,
  ],
  [
    'sk_integer(a, t)',
    `CASE WHEN regexp_full_match(a, '[+-]?[0-9]+') OR a IS NULL THEN a
     ELSE error('INVALID_CAST_ARGUMENT: Cannot cast ''' || a || ''' to ' || upper(t)) END`,
  ],
  [
    'sk_number(a, t)',
    `CASE WHEN regexp_full_match(a, '\\s*[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-' ||
     '9]+)?\\s*') OR a IS NULL THEN a
     WHEN t NOT LIKE 'decimal%' AND a IN ('NaN', 'Infinity', '-Infinity', '+Infinity') THEN lower(a)
     ELSE error('INVALID_CAST_ARGUMENT: Cannot cast ''' || a || ''' to ' || upper(t)) END`,
  ],
  [
    'sk_date(a)',
    `CASE WHEN regexp_full_match(trim(a), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN
     CAST(trim(a) AS DATE) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || a) END`,
  ],
  [
    'sk_timestamp(a)',
    `CASE WHEN regexp_full_match(trim(a),
     '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?')
     THEN date_trunc('millisecond', CAST(trim(a) AS TIMESTAMP)) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ' || a) END`,
  ],
  [
    'sk_zoned(a)',
    `CASE WHEN regexp_full_match(trim(a),
     '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?( UTC)?')
     THEN CAST(sk_timestamp(replace(a, ' UTC', '')) AS TIMESTAMPTZ) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp with time zone: '
     || a) END`,
  ],
  [
    'sk_double_text(a)',
    `CASE WHEN a = 0 OR abs(a) BETWEEN 0.001 AND 9999999 THEN CAST(a AS VARCHAR)
     WHEN isnan(a) THEN 'NaN' WHEN isinf(a) THEN CASE WHEN a > 0 THEN 'Infinity' ELSE
     '-Infinity' END
     WHEN a IS NULL THEN NULL ELSE error('NOT_SUPPORTED: a number this large or small as te' ||
     'xt') END`,
  ],
]
