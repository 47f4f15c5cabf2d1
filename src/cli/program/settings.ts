// The options of a command, set by the environment or by a file where the command line is silent:
// option, then environment, then file, then what is meant without any.

import { type Command, InvalidArgumentError, type Option } from 'commander'
import { editDistance } from '../../base/edit-distance.ts'
import { isJsonObject, type JsonObject } from '../../base/json.ts'
import { failure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import type { Terminal } from '../terminal.ts'
import type { HelpWords } from '../words/help.ts'

/** An option, by the names it has elsewhere. */
export interface Setting {
  readonly option: Option
  /** `tls-cert`, in the file; of `--no-console` it is `console`. */
  readonly key: string
  /** `SPAREKEY_TLS_CERT` */
  readonly variable: string
  readonly kind: 'switch' | 'list' | 'text'
}

/** These are asked before there is anything to set: where the file is, and what is to be said. */
const NEVER_SET = new Set(['config', 'lang', 'help'])
/** Variables of our own that are no settings. */
const OTHER_VARIABLES = new Set([
  'SPAREKEY_CONFIG',
  'SPAREKEY_DEBUG',
  'SPAREKEY_ROOT_ACCESS_KEY_ID',
  'SPAREKEY_ROOT_SECRET_ACCESS_KEY',
  'SPAREKEY_ROOT_KEY',
  'SPAREKEY_ROOT_KEY_PASSPHRASE',
  'SPAREKEY_ROOT_KEY_PASSPHRASE_FD',
  'SPAREKEY_NEW_ROOT_KEY',
  'SPAREKEY_NEW_ROOT_KEY_PASSPHRASE',
  'SPAREKEY_PKCS11_PIN',
])
/** Where the name of the option would be that of a secret. */
const VARIABLES: Readonly<Record<string, string>> = { 'root-key': 'SPAREKEY_ROOT_KEY_PROVIDER' }
/** A name that differs in so many letters is a slip of the pen. */
const SLIPS_MAX = 2

export function settingsOf({ options }: Command): readonly Setting[] {
  return options.map(settingOf).filter(({ key }) => !NEVER_SET.has(key))
}

function settingOf(option: Option): Setting {
  const key = (option.long ?? '').replace(/^--(no-)?/, '')
  const variable = VARIABLES[key] ?? `SPAREKEY_${key.toUpperCase().replaceAll('-', '_')}`
  const isSwitch = option.negate || option.isBoolean()
  return { option, key, variable, kind: isSwitch ? 'switch' : option.variadic ? 'list' : 'text' }
}

/** Adds `--config`, and looks there and in the environment before the command begins. */
export function withSettings(
  command: Command,
  { words, terminal }: { readonly words: HelpWords; readonly terminal: Terminal },
): Command {
  return command.option('--config <file>', words.config).hook('preAction', () => {
    const settings = settingsOf(command)
    requireNoSlips(settings, terminal.env)
    const file: unknown = command.getOptionValue('config') ?? terminal.env['SPAREKEY_CONFIG']
    const inFile = typeof file === 'string' && file !== '' ? readSettings(file, settings) : {}
    for (const setting of settings) {
      const { option, key, variable } = setting
      const name = option.attributeName()
      if (command.getOptionValueSource(name) === 'cli') continue
      const text = terminal.env[variable]
      const given =
        text === undefined || text === ''
          ? { place: `${String(file)}: ${key}`, value: inFile[key] }
          : { place: variable, value: fromEnvironment(setting, text) }
      if (given.value === undefined) continue
      command.setOptionValueWithSource(name, valueOf(setting, given, words), 'config')
    }
  })
}

/** A variable that looks like a setting and is none would be set for nothing. */
function requireNoSlips(settings: readonly Setting[], env: Terminal['env']): void {
  const names = settings.map(({ variable }) => variable)
  for (const name of Object.keys(env)) {
    if (!name.startsWith('SPAREKEY_') || OTHER_VARIABLES.has(name) || names.includes(name)) continue
    const nearest = nearestOf(name, names)
    if (editDistance(name, nearest) > SLIPS_MAX) continue
    throw failure('noVariable', { name }, { lines: [nearest] })
  }
}

function readSettings(file: string, settings: readonly Setting[]): JsonObject {
  const read = parsed(file)
  const keys = settings.map(({ key }) => key)
  for (const key of Object.keys(read)) {
    if (keys.includes(key)) continue
    throw failure('noSetting', { file, key }, { lines: [`"${nearestOf(key, keys)}"`] })
  }
  return read
}

function parsed(file: string): JsonObject {
  const text = readInputFile(file)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('noSettings', { file, reason }, { cause })
  }
  if (isJsonObject(value)) return value
  throw failure('noSettings', { file, reason: '{ "port": 4599 }' })
}

const nearestOf = (name: string, among: readonly string[]): string =>
  among.toSorted((one, other) => editDistance(name, one) - editDistance(name, other))[0] ?? ''

/** As a file would have it. */
function fromEnvironment({ kind }: Setting, text: string): unknown {
  if (kind === 'list') return text.split(/\s+/).filter((part) => part !== '')
  if (kind === 'text') return text
  return { 1: true, true: true, 0: false, false: false }[text] ?? text
}

interface Given {
  readonly place: string
  readonly value: unknown
}

function valueOf({ option, kind }: Setting, { place, value }: Given, words: HelpWords): unknown {
  if (kind === 'switch') {
    if (typeof value === 'boolean') return value
    throw failure('settingNoSwitch', { place })
  }
  if (kind === 'list') {
    const isList = Array.isArray(value) && value.every((one) => typeof one === 'string')
    if (isList) return value
    throw failure('settingNoList', { place })
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw failure('settingNoText', { place })
  }
  return parsedBy(option, { place, value: String(value) }, words)
}

/** As the command line would take it. */
function parsedBy(
  option: Option,
  { place, value }: { readonly place: string; readonly value: string },
  { misuse }: HelpWords,
): unknown {
  const { argChoices, parseArg } = option
  if (argChoices && !argChoices.includes(value)) {
    const reason = misuse.choices.replace('$1', argChoices.join(', '))
    throw failure('settingWrong', { place, value, reason })
  }
  if (argChoices || !parseArg) return value
  try {
    return parseArg(value, undefined)
  } catch (thrown) {
    if (!(thrown instanceof InvalidArgumentError)) throw thrown
    throw failure('settingWrong', { place, value, reason: thrown.message })
  }
}
