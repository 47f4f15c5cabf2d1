/** MySQL's specifiers (date_format, date_parse) and DuckDB's, which are C's. */
const MYSQL: Readonly<Record<string, string>> = {
  a: '%a',
  b: '%b',
  c: '%-m',
  d: '%d',
  e: '%-d',
  f: '%f',
  H: '%H',
  h: '%I',
  I: '%I',
  i: '%M',
  j: '%j',
  k: '%-H',
  l: '%-I',
  M: '%B',
  m: '%m',
  p: '%p',
  r: '%I:%M:%S %p',
  S: '%S',
  s: '%S',
  T: '%H:%M:%S',
  v: '%V',
  W: '%A',
  x: '%G',
  Y: '%Y',
  y: '%y',
  '%': '%%',
}

/** Specifiers that Trino refuses as well. */
const REFUSED = 'DUuVwX'

export function mysqlFormat(pattern: string): string | undefined {
  let isKnown = true
  const format = pattern.replaceAll(/%([^])?/g, (_, letter: string | undefined) => {
    if (letter === undefined || REFUSED.includes(letter)) isKnown = false
    // Any other letter stands for itself.
    return MYSQL[letter ?? ''] ?? letter ?? ''
  })
  return isKnown ? format : undefined
}

/** Joda's letters (format_datetime, parse_datetime). */
const JODA: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  y: '%Y',
  YYYY: '%Y',
  yy: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  EEEE: '%A',
  EEE: '%a',
  E: '%a',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  m: '%-M',
  ss: '%S',
  s: '%-S',
  SSS: '%g',
  a: '%p',
}

export function jodaFormat(pattern: string): string | undefined {
  let isKnown = true
  const format = pattern.replaceAll(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|%/g,
    (match: string, quoted: string | undefined) => {
      if (match === '%') return '%%'
      if (quoted !== undefined)
        return quoted === '' ? "'" : quoted.replaceAll("''", "'").replaceAll('%', '%%')
      const known = JODA[match]
      if (known === undefined) isKnown = false
      return known ?? ''
    },
  )
  return isKnown ? format : undefined
}
