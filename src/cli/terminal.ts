/** Where words go and what is known of the place. The only reader of the process's environment. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly language: Language
  /** Whether standard output shows colours. */
  readonly colour: boolean
  /** Columns of text. */
  readonly width: number
  /** Whether it shows more than ASCII; it does when this is not said. */
  readonly unicode?: boolean
  /** Whether a person can be asked a question. */
  readonly interactive: boolean
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
}

export type Language = 'en' | 'ja'

/** What the doctor's reports are written with. */
export function textOptions({ language, colour, width, unicode = true }: Terminal) {
  return { lang: language, colour, width, unicode }
}

export function ownTerminal(argv: readonly string[]): Terminal {
  process.stdout.on('error', ignoreClosedPipe)
  process.stderr.on('error', ignoreClosedPipe)
  return {
    env: process.env,
    language: languageOf(argv, process.env),
    colour: showsColour(process.env, process.stdout.isTTY),
    unicode: showsUnicode(process.env, process.platform),
    // A terminal that does not know its size says 0.
    width: Math.min(process.stdout.columns || 80, 100),
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    print: (text) => process.stdout.write(`${text}\n`),
    printError: (text) => process.stderr.write(`${text}\n`),
  }
}

/** A reader that went away (`| head`) is no failure, and what was begun is finished. */
function ignoreClosedPipe(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EPIPE') throw fault
}

/**
 * On a terminal only, unless it is forced: into a pager that knows colours, or a log of CI.
 * https://force-color.org, https://no-color.org: present and not empty.
 */
export function showsColour(env: Terminal['env'], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && env.TERM !== 'dumb'
}

/** As POSIX's locale says; where there is no locale (Windows), terminals do. */
export function showsUnicode(env: Terminal['env'], platform: string): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  if (locale === '') return platform === 'win32' || platform === 'darwin'
  return /utf-?8/i.test(locale)
}

/** `--lang`, else the locale in the order in which POSIX looks for it. */
export function languageOf(argv: readonly string[], env: Terminal['env']): Language {
  const given = optionOf(argv, '--lang')
  // A language there is not: the refusal of it is in the locale's.
  if (given === 'en' || given === 'ja') return given
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^ja\b|^ja_/.test(locale) ? 'ja' : 'en'
}

/** The help is written before the arguments are parsed, and must already know its language. */
function optionOf(argv: readonly string[], name: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${name}=`))
  if (joined !== undefined) return joined.slice(name.length + 1)
  const at = argv.indexOf(name)
  return at < 0 ? undefined : argv[at + 1]
}
