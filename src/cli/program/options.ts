// Options that several commands take, and how they are read.

import { Command, Option } from 'commander'
import { type HelpWords } from '../words/help.ts'

/** What every command about a key takes. */
export function atKey(command: Command, words: HelpWords, key = '<key>'): Command {
  return placed(command.argument(key, words.key), words).option('--evidence <file>', words.evidence)
}

/** What every command takes that asks AWS. */
export function placed(command: Command, words: HelpWords): Command {
  return command
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.region)
}

/** What every command takes that looks for earlier key policies. */
export function searching(command: Command, words: HelpWords): Command {
  return searchingEvents(command, words)
    .addOption(olderEvents('--create-table', words.createTable, words))
    .addOption(olderEvents('--logs <place>', words.logs, words))
}

export function searchingEvents(command: Command, words: HelpWords): Command {
  return command
    .addOption(olderEvents('--table <database.table>', words.table, words))
    .addOption(olderEvents('--workgroup <name>', words.workgroup, words))
    .addOption(olderEvents('--output <s3-url>', words.output, words))
    .addOption(olderEvents('--since <time>', words.since, words))
    .addOption(olderEvents('--until <time>', words.until, words))
}

/** Few need them: they stand behind the others. */
const olderEvents = (flags: string, description: string, words: HelpWords): Option =>
  new Option(flags, description).helpGroup(words.olderEvents)
