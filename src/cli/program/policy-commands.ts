// Commands about policies, most of which need no account.

import { Command } from 'commander'
import { localized } from './localized.ts'
import { oneOf, several } from './option-values.ts'
import { checkHelpWords } from '../words/check.ts'
import { diffHelpWords } from '../words/diff.ts'
import type { CheckCommandOptions } from '../commands/check.ts'
import type { DiffCommandOptions } from '../commands/diff.ts'
import type { SimulateOptions } from '../commands/simulate.ts'
import type { TestOptions } from '../commands/test.ts'
import type { Run } from './run.ts'

export function check({ words, terminal, end }: Run): Command {
  const own = checkHelpWords(terminal.language)
  return localized(new Command('check'), words)
    .description(own.check)
    .argument('<file...>', own.files)
    .option('--deployer <arn>', own.deployer)
    .addOption(several('--deployer-policy <file...>', own.deployerPolicy, []))
    .option('--deployer-boundary <file>', own.deployerBoundary)
    .option('--key <key>', own.key)
    .option('--against <file>', own.against)
    .addOption(several('--resource <address...>', own.resource, []))
    .addOption(several('--parameter <name=value...>', own.parameter, []))
    .option('--account <id>', own.account)
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.region)
    .option('--offline', own.offline)
    .option('--evidence <file>', words.evidence)
    .addOption(oneOf('--format <format>', own.format, ['text', 'json', 'sarif', 'github']))
    .addOption(oneOf('--fail-on <severity>', own.failOn, ['error', 'warning']))
    .option('--json', words.json)
    .action(async (files: readonly string[], options: CheckCommandOptions) => {
      const { check } = await import('../commands/check.ts')
      end(await check(files, options, terminal))
    })
}

export function diff({ words, terminal, end }: Run): Command {
  const own = diffHelpWords(terminal.language)
  return localized(new Command('diff'), words)
    .description(own.diff)
    .argument('<old>', own.older)
    .argument('<new>', own.newer)
    .option('--key <key>', own.key)
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.region)
    .option('--offline', checkHelpWords(terminal.language).offline)
    .option('--evidence <file>', words.evidence)
    .option('--json', words.json)
    .action(async (older: string, newer: string, options: DiffCommandOptions) => {
      const { diff } = await import('../commands/diff.ts')
      end(await diff(older, newer, options, terminal))
    })
}

export function simulate({ words, terminal, end }: Run): Command {
  return localized(new Command('simulate'), words)
    .description(words.simulate)
    .requiredOption('--principal <arn>', words.simulatePrincipal)
    .requiredOption('--action <action>', words.simulateAction)
    .requiredOption('--resource <arn>', words.simulateResource)
    .option('--key-policy <file>', words.keyPolicy)
    .addOption(several('--identity-policy <file...>', words.identityPolicy, []))
    .option('--boundary <file>', words.boundary)
    .option('--session-policy <file>', words.sessionPolicy)
    .addOption(several('--scp <file...>', words.scp, []))
    .addOption(several('--context <key=value...>', words.context, []))
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.region)
    .option('--offline', checkHelpWords(terminal.language).offline)
    .option('--evidence <file>', words.evidence)
    .option('--json', words.json)
    .action(async (options: SimulateOptions) => {
      const { simulate } = await import('../commands/simulate.ts')
      end(await simulate(options, terminal))
    })
}

export function test({ words, terminal, end }: Run): Command {
  return localized(new Command('test'), words)
    .description(words.test)
    .argument('<file...>', words.casesFile)
    .option('--json', words.testJson)
    .action(async (files: readonly string[], options: TestOptions) => {
      const { test } = await import('../commands/test.ts')
      end(test(files, options, terminal))
    })
}
