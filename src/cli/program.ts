// The commands, their options and their help. What a command does is loaded when it is called.

import { Command, Option } from 'commander'
import { EXAMPLE_ACCOUNT } from './example-account.ts'
import { localized } from './localized.ts'
import { lookupEventsRate, oneOf, parsePort, several, trailInterval } from './option-values.ts'
import { checkHelpWords } from './words/check.ts'
import { diffHelpWords } from './words/diff.ts'
import { helpWords, type HelpWords } from './words/help.ts'
import type { ConsoleOptions } from './commands/console.ts'
import type { CheckCommandOptions } from './commands/check.ts'
import type { DiffCommandOptions } from './commands/diff.ts'
import type { CollectOptions } from './commands/collect.ts'
import { auditCommandWords } from './words/audit.ts'
import { whoCanCommandWords } from './words/who-can.ts'
import type { AuditOptions } from './commands/audit.ts'
import type { DoctorOptions } from './commands/doctor.ts'
import type { HistoryOptions } from './commands/history.ts'
import type { LabOptions } from './commands/lab.ts'
import type { PermissionsOptions } from './commands/permissions.ts'
import type { RecoverOptions } from './commands/recover.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { SimulateOptions } from './commands/simulate.ts'
import type { SnapshotOptions } from './commands/snapshot.ts'
import type { TestOptions } from './commands/test.ts'
import type { WhoCanOptions } from './commands/who-can.ts'
import type { Terminal } from './terminal.ts'

/** The words and the terminal of this run, and where a command leaves its exit code. */
interface Run {
  readonly words: HelpWords
  readonly terminal: Terminal
  readonly end: (exitCode: number) => void
}

export function sparekeyProgram(
  version: string,
  terminal: Terminal,
  end: (exitCode: number) => void,
): Command {
  const words = helpWords(terminal.language)
  const run: Run = { words, terminal, end }
  const program = localized(new Command('sparekey'), words)
    .description(words.about)
    .version(version, '-V, --version', words.version)
    .helpCommand('help [command]', words.helpCommand)
    .addHelpText('after', `\n${words.start}`)
    .exitOverride()
  const commands = [
    ...[serve, webConsole, snapshot, lab, doctor, history, recover, audit, whoCan, check, diff],
    ...[collect, permissions, simulate, test],
  ]
  for (const command of commands) program.addCommand(command(run))
  return program
}

function serve({ words, terminal, end }: Run): Command {
  return localized(new Command('serve'), words)
    .description(words.serve)
    .option('--port <number>', words.port, parsePort, 4599)
    .option('--host <address>', words.host, '127.0.0.1')
    .option('--data <dir>', words.data, '.sparekey')
    .option('--region <region>', words.serveRegion, 'us-east-1')
    .addOption(new Option('--account <id...>', `${words.serveAccount} (${EXAMPLE_ACCOUNT})`))
    .option('--seed <file>', words.seed)
    .option('--json', words.serveJson)
    .addOption(lookupEventsRate(words))
    .addOption(trailInterval(words))
    .option('--athena-engine <engine>', words.athenaEngine, 'duckdb')
    .option('--insecure-allow-reset', words.allowReset)
    .option('--insecure-allow-clock', words.allowClock)
    .option('--insecure-allow-service-calls', words.allowServiceCalls)
    .addOption(several('--vpc-endpoint <id=port...>', words.vpcEndpoint, []))
    .option('--no-credentials-file', words.noCredentialsFile)
    .option('--no-console', words.noConsole)
    .option('--console-port <number>', words.consolePort, parsePort)
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./commands/serve.ts')
      end(await serve(options, terminal))
    })
}

function webConsole({ words, terminal, end }: Run): Command {
  return localized(new Command('console'), words)
    .description(words.console)
    .option('--port <number>', words.port, parsePort, 4600)
    .option('--host <address>', words.host, '127.0.0.1')
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.consoleRegion)
    .option('--tls-cert <file>', words.tlsCert)
    .option('--tls-key <file>', words.tlsKey)
    .option('--open', words.openConsole)
    .action(async (options: ConsoleOptions) => {
      const { webConsole } = await import('./commands/console.ts')
      end(await webConsole(options, terminal))
    })
}

function snapshot({ words, terminal, end }: Run): Command {
  return localized(new Command('snapshot'), words)
    .description(words.snapshot)
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <account>', words.snapshotProfile)
    .option('--json', words.snapshotJson)
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import('./commands/snapshot.ts')
      end(await snapshot(options, terminal))
    })
}

function lab(run: Run): Command {
  const { words } = run
  const whole = localized(new Command('lab'), words).description(words.lab).helpCommand(false)
  for (const [name, about] of Object.entries(words.rehearsals)) {
    whole.addCommand(rehearsal(run, name, about))
  }
  return whole
}

function rehearsal({ words, terminal, end }: Run, name: string, about: string): Command {
  const command = localized(new Command(name), words).description(about)
  // The article's alone: it tells what the administrator's IAM policy is.
  if (name === 'lockout') command.option('--bare', words.bare)
  return command
    .option('--endpoint <url>', words.endpoint)
    .option('--data <dir>', words.labData)
    .action(async (options: LabOptions) => {
      const { lab: play } = await import('./commands/lab.ts')
      end(await play(name, options, terminal))
    })
}

function doctor({ words, terminal, end }: Run): Command {
  return localized(searching(atKey(new Command('doctor'), words, '[key]'), words), words)
    .description(words.doctor)
    .option('--from-error <text>', words.fromError)
    .option('--proposed <file>', words.proposed)
    .option('--principal <arn>', words.principal)
    .addOption(several('--action <action...>', words.action, []))
    .addOption(several('--context <key=value...>', words.context, []))
    .addOption(new Option('--via <opinion>', words.via).choices(['simulate']))
    .option('--vpc-endpoint-policy <file>', words.vpcEndpointPolicy)
    .option('--yes', words.yes)
    .option('--out <dir>', words.out)
    .option('--json', words.json)
    .option('--html <file>', words.html)
    .option('--verbose', words.verbose)
    .option('--explain <finding>', words.explain)
    .action(async (key: string | undefined, options: DoctorOptions) => {
      if (options.explain !== undefined) {
        const { explain } = await import('./commands/explain.ts')
        return end(explain(options.explain, terminal))
      }
      const { doctor } = await import('./commands/doctor.ts')
      end(await doctor(key, options, terminal))
    })
}

function history({ words, terminal, end }: Run): Command {
  return localized(searching(atKey(new Command('history'), words), words), words)
    .description(words.history)
    .option('--at <time>', words.at)
    .option('--out <dir>', words.versionsOut)
    .addOption(several('--from-file <file...>', words.fromFile, []))
    .option('--yes', words.yes)
    .option('--json', words.json)
    .action(async (key: string, options: HistoryOptions) => {
      const { history } = await import('./commands/history.ts')
      end(await history(key, options, terminal))
    })
}

function recover({ words, terminal, end }: Run): Command {
  return localized(searching(atKey(new Command('recover'), words), words), words)
    .description(words.recover)
    .option('--as <role>', words.as)
    .option('--principal <arn>', words.recoverPrincipal)
    .option('--to <version>', words.to)
    .option('--policy <file>', words.policy)
    .option('--prove-with <profile>', words.proveWith)
    .option('--reopen-trust', words.reopenTrust)
    .option('--apply', words.apply)
    .option('--yes', words.yes)
    .option('--account <id>', words.account)
    .option('--out <dir>', words.recoverOut)
    .option('--json', words.json)
    .action(async (key: string, options: RecoverOptions) => {
      const { recover } = await import('./commands/recover.ts')
      end(await recover(key, options, terminal))
    })
}

function check({ words, terminal, end }: Run): Command {
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
      const { check } = await import('./commands/check.ts')
      end(await check(files, options, terminal))
    })
}

function diff({ words, terminal, end }: Run): Command {
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
      const { diff } = await import('./commands/diff.ts')
      end(await diff(older, newer, options, terminal))
    })
}

function collect({ words, terminal, end }: Run): Command {
  const command = localized(placed(new Command('collect'), words), words)
  return searchingEvents(command.argument('[key]', words.collectKey), words)
    .description(words.collect)
    .requiredOption('--out <file>', words.collectOut)
    .option('--principal <arn>', words.collectPrincipal)
    .option('--redact', words.redact)
    .option('--yes', words.collectYes)
    .option('--json', words.json)
    .action(async (key: string | undefined, options: CollectOptions) => {
      const { collect } = await import('./commands/collect.ts')
      end(await collect(key, options, terminal))
    })
}

function permissions({ words, terminal, end }: Run): Command {
  return localized(new Command('permissions'), words)
    .description(words.permissions)
    .argument('<command>', words.permissionsCommand)
    .option('--apply', words.permissionsApply)
    .option('--table', words.permissionsTable)
    .option('--logs', words.permissionsLogs)
    .option('--simulate', words.permissionsSimulate)
    .option('--vpc-endpoint', words.permissionsVpcEndpoint)
    .option('--all-regions', words.permissionsAllRegions)
    .option('--key <arn>', words.permissionsKey)
    .option('--json', words.json)
    .action(async (command: string, options: PermissionsOptions) => {
      const { permissions } = await import('./commands/permissions.ts')
      end(permissions(command, options, terminal))
    })
}

function audit({ words, terminal, end }: Run): Command {
  const own = auditCommandWords(terminal.language)
  const severities = ['critical', 'high', 'medium', 'low', 'note']
  return localized(new Command('audit'), words)
    .description(own.audit)
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .addOption(several('--region <region...>', own.regions, []))
    .option('--all-regions', own.allRegions)
    .option('--evidence <file>', words.evidence)
    .addOption(
      new Option('--fail-on <severity>', own.failOn).choices(severities).default('low', 'low'),
    )
    .addOption(
      new Option('--format <format>', own.format)
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .option('--html <file>', own.html)
    .option('--verbose', own.verbose)
    .option('--json', words.json)
    .action(async (options: AuditOptions) => {
      const { audit } = await import('./commands/audit.ts')
      end(await audit(options, terminal))
    })
}

function whoCan({ words, terminal, end }: Run): Command {
  const own = whoCanCommandWords(terminal.language)
  const command = new Command('who-can').argument('<action>', own.action)
  return localized(searching(atKey(command, words), words), words)
    .description(own.whoCan)
    .addOption(several('--context <key=value...>', own.context, []))
    .option('--via-roles', own.viaRoles)
    .option('--verbose', own.verbose)
    .option('--yes', words.yes)
    .option('--json', words.json)
    .action(async (action: string, key: string, options: WhoCanOptions) => {
      const { whoCan } = await import('./commands/who-can.ts')
      end(await whoCan(action, key, options, terminal))
    })
}

function simulate({ words, terminal, end }: Run): Command {
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
      const { simulate } = await import('./commands/simulate.ts')
      end(await simulate(options, terminal))
    })
}

function test({ words, terminal, end }: Run): Command {
  return localized(new Command('test'), words)
    .description(words.test)
    .argument('<file...>', words.casesFile)
    .option('--json', words.testJson)
    .action(async (files: readonly string[], options: TestOptions) => {
      const { test } = await import('./commands/test.ts')
      end(test(files, options, terminal))
    })
}

/** What every command about a key takes. */
function atKey(command: Command, words: HelpWords, key = '<key>'): Command {
  return placed(command.argument(key, words.key), words).option('--evidence <file>', words.evidence)
}

/** What every command takes that asks AWS. */
function placed(command: Command, words: HelpWords): Command {
  return command
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.region)
}

/** What every command takes that looks for earlier key policies. */
function searching(command: Command, words: HelpWords): Command {
  return searchingEvents(command, words)
    .addOption(olderEvents('--create-table', words.createTable, words))
    .addOption(olderEvents('--logs <place>', words.logs, words))
}

function searchingEvents(command: Command, words: HelpWords): Command {
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
