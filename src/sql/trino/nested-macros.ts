import type { Macro } from './macro.ts'

/** Of JSON, arrays, maps and addresses. */
export const NESTED_MACROS: readonly Macro[] = [
  ['sk_json_or_null(a)', `CASE WHEN json_valid(a) THEN CAST(a AS JSON) END`],
  [
    'sk_json_parse(a)',
    `CASE WHEN json_valid(a) THEN json(a) WHEN a IS NULL THEN NULL
     ELSE error('INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: ''' || a || '''') END`,
  ],
  [
    'sk_json_scalar(a, p)',
    `CASE WHEN json_type(a, p) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN
     json_extract_string(a, p) END`,
  ],
  [
    'sk_json_text(a)',
    `CASE json_type(a) WHEN 'NULL' THEN NULL WHEN 'OBJECT' THEN
     error('INVALID_CAST_ARGUMENT: Cannot cast JSON object to VARCHAR')
     WHEN 'ARRAY' THEN error('INVALID_CAST_ARGUMENT: Cannot cast JSON array to VARCHAR')
     ELSE json_extract_string(a, '$') END`,
  ],
  [
    'sk_json_field(a, n)',
    `coalesce(json_extract(a, '$."' || n || '"'), json_extract(a, '$."' || list_filter(json_keys(a),
     lambda k: lower(k) = n)[1] || '"'))`,
  ],
  [
    'sk_json_as_text(a)',
    `CASE json_type(a) WHEN 'NULL' THEN NULL WHEN 'VARCHAR' THEN json_extract_string(a,
     '$') ELSE CAST(a AS VARCHAR) END`,
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
    `CASE WHEN json_type(a) = 'ARRAY' THEN CASE WHEN n >= 0 THEN CAST(a AS JSON[])[n + 1]
     ELSE CAST(a AS JSON[])[n] END END`,
  ],
  [
    'sk_json_size(a)',
    `CASE json_type(a) WHEN 'OBJECT' THEN CAST(len(json_keys(a)) AS BIGINT)
     WHEN 'ARRAY' THEN CAST(json_array_length(a) AS BIGINT) ELSE CASE WHEN a IS NOT NULL
     THEN 0 END END`,
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
    `CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN len(list_filter(a, lambda e: e IS NOT
     NULL AND list_contains(b, e))) > 0 THEN true
     WHEN (len(a) <> list_count(a) AND len(b) > 0) OR (len(b) <> list_count(b) AND len(a) >
     0) THEN NULL ELSE false END`,
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
    `CASE WHEN n = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     ELSE a[n] END`,
  ],
  [
    'sk_subscript(a, n)',
    `CASE WHEN n = 0 THEN error('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1')
     WHEN n < 0 THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || n)
     WHEN n > len(a) THEN error('INVALID_FUNCTION_ARGUMENT: Array subscript must be less th' ||
     'an or equal to array length: ' || n || ' > ' || len(a))
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
     THEN error('INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or e' ||
     'qual to start value if step is greater than zero otherwise stop should be less than o' ||
     'r equal to start')
     WHEN abs(b - a) // abs(c) >= 10000 THEN
     error('INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than ' ||
     '10000 entries')
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
    `CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN list_transform(range(1,
     greatest(len(a), len(b)) + 1),
     lambda i: struct_pack(f0 := a[i], f1 := b[i])) END`,
  ],
  [
    'sk_address_v4(a)',
    `'00000000000000000000ffff' || array_to_string(list_transform(string_split(a, '.'),
     lambda e: lower(printf('%02x', CAST(e AS INTEGER)))), '')`,
  ],
  [
    'sk_address_groups(a)',
    `list_transform(list_filter(string_split(a, ':'), lambda e: e <> ''), lambda e:
     lpad(lower(e), 4, '0'))`,
  ],
  [
    'sk_address_v6(a)',
    `CASE WHEN contains(a, '::') THEN array_to_string(sk_address_groups(split_part(a, '::',
     1)), '') ||
     repeat('0000', CAST(8 - len(sk_address_groups(a)) AS INTEGER)) ||
     array_to_string(sk_address_groups(split_part(a, '::', 2)), '')
     ELSE array_to_string(sk_address_groups(a), '') END`,
  ],
  [
    'sk_address(a)',
    `CASE WHEN a IS NULL THEN NULL
     WHEN regexp_full_match(a, '((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])[.]){3}(25[0-5]|2[0-4][' ||
     '0-9]|1?[0-9]?[0-9])') THEN sk_address_v4(a)
     WHEN regexp_full_match(a, '([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}') OR
       (regexp_full_match(a, '([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*)?::([0-9A-Fa-f]{1,4}(:[' ||
     '0-9A-Fa-f]{1,4})*)?') AND len(sk_address_groups(a)) < 8)
     THEN sk_address_v6(a) ELSE error('INVALID_CAST_ARGUMENT: Cannot cast value to IPADDRES' ||
     'S: ' || a) END`,
  ],
  [
    'sk_address_text(a)',
    `CASE WHEN starts_with(a, '00000000000000000000ffff') THEN
     array_to_string(list_transform([25, 27, 29, 31],
     lambda i: CAST(CAST('0x' || substring(a, i, 2) AS INTEGER) AS VARCHAR)), '.') WHEN a
     IS NULL THEN NULL
     ELSE error('NOT_SUPPORTED: an IPv6 address as text') END`,
  ],
  [
    'sk_address_bits(a)',
    `array_to_string(list_transform(range(1, 33), lambda i: lpad(bin(CAST('0x' ||
     substring(a, i, 1) AS INTEGER)), 4, '0')), '')`,
  ],
  [
    'sk_cidr_contains(c, a)',
    `CASE WHEN regexp_full_match(c, '[0-9A-Fa-f.:]+/[0-9]{1,3}') THEN
     left(sk_address_bits(sk_address(split_part(c, '/', 1))), CAST(split_part(c, '/', 2) AS
     INTEGER) + CASE WHEN contains(c, ':') THEN 0 ELSE 96 END) =
     left(sk_address_bits(a), CAST(split_part(c, '/', 2) AS INTEGER) + CASE WHEN
     contains(c, ':') THEN 0 ELSE 96 END)
     WHEN c IS NULL THEN NULL ELSE error('INVALID_FUNCTION_ARGUMENT: Invalid CIDR') END`,
  ],
]
