// What Commander says, in the words of the reader.

import { Help, Option, type Command } from 'commander'
import { columnsOf, wrap } from '../../base/columns.ts'
import type { HelpWords } from '../words/help.ts'

export function localized(command: Command, words: HelpWords): Command {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words.usage,
    'Commands:': words.commands,
    'Options:': words.options,
    'Arguments:': words.arguments,
  }
  return command
    .exitOverride()
    .helpOption('-h, --help', words.help)
    .addOption(new Option('--lang <language>', words.lang).choices(['en', 'ja']))
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      displayWidth: columnsOf,
      boxWrap: (text, width) =>
        text
          .split('\n')
          .map((line) => wrap(line, width))
          .join('\n'),
      optionDescription: (option) => optionText(option, words),
    })
    .configureOutput({ outputError: (text, write) => write(asOurs(text, command, words)) })
}

/** Commander's sentence in our form, and what to type next. */
function asOurs(text: string, command: Command, { misuse }: HelpWords): string {
  const path = command.parent?.parent
    ? `${command.parent.name()} ${command.name()}`
    : command.name()
  const help = command.parent ? `sparekey ${path} --help` : 'sparekey --help'
  const theirs = text
    .replace(/^error: /, '')
    .trimEnd()
    .replaceAll(/\s*\n\s*/g, ' ')
  const says = SENTENCES.reduce((said, [sentence, word]) => {
    return said.replace(sentence, misuse[word])
  }, theirs)
  return `sparekey: ${says}\n  hint: ${help}\n`
}

/** Commander's sentences, and the word that tells the same. */
const SENTENCES: readonly (readonly [theirs: RegExp, word: keyof HelpWords['misuse']])[] = [
  [/^unknown command '(.*?)'/, 'unknownCommand'],
  [/^unknown option '(.*?)'/, 'unknownOption'],
  [/\(Did you mean (?:one of )?(.*?)\?\)/, 'meant'],
  [/^missing required argument '(.*?)'/, 'argumentMissing'],
  [/^required option '(.*?)' not specified/, 'optionMissing'],
  [/^option '(.*?)' argument missing/, 'valueMissing'],
  [/^option '(.*?)' argument '(.*?)' is invalid\. ?/, 'valueInvalid'],
  [/Allowed choices are (.*?)\.$/, 'choices'],
  [/^too many arguments.*?: (.*)\.$/, 'tooMany'],
]

/** Commander's text, in the reader's language; that an option may be left out needs no words. */
function optionText(option: Option, { choices, preset }: HelpWords): string {
  return new Help()
    .optionDescription(option)
    .replace(/ \(default: \[\]\)$/, '')
    .replace(/\(choices: /, `(${choices} `)
    .replace(/([(,] ?)default: /, `$1${preset} `)
}
