// Commands that make a stack, or are about one.

import { Command, Option } from 'commander'
import { CONSISTENCIES } from '../../server/consistency.ts'
import { LOG_LEVELS } from '../../server/log-levels.ts'
import { EXAMPLE_ACCOUNT } from '../example-account.ts'
import { localized } from './localized.ts'
import {
  drainTime,
  lookupEventsRate,
  oneOf,
  portParser,
  requestsMax,
  several,
  trailInterval,
  workers,
} from './option-values.ts'
import type { ConsoleOptions } from '../commands/console.ts'
import type { LabOptions } from '../commands/lab.ts'
import type { ServeOptions } from '../commands/serve.ts'
import type { SnapshotOptions } from '../commands/snapshot.ts'
import { upkeepCommandWords } from '../words/upkeep-commands.ts'
import type { Run } from './run.ts'
import { withSettings } from './settings.ts'

export function serve(run: Run): Command {
  const { words, terminal, end } = run
  const command = localized(new Command('serve'), words)
    .description(words.serve)
    .option('--port <number>', words.port, portParser(words), 4599)
    .option('--host <address>', words.host, '127.0.0.1')
    .option('--tls-cert <file>', words.tlsCert)
    .option('--tls-key <file>', words.tlsKey)
    .option('--insecure-plain-http', words.plainHttp)
    .option('--data <dir>', words.data, '.sparekey')
    .option('--store <url>', words.store)
    .addOption(oneOf('--consistency <kind>', words.consistency, CONSISTENCIES))
    .option('--objects <dir>', words.objects)
    .addOption(workers(words))
    .option('--root-key <provider>', upkeepCommandWords(terminal.language).rootKey)
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
    .addOption(several('--xks-proxy <host=place...>', words.xksProxy, []))
    .option('--xks-ca <file>', words.xksCa)
    .option('--throttle', words.throttle)
    .addOption(requestsMax(words))
    .addOption(oneOf('--log-level <level>', words.logLevel, LOG_LEVELS))
    .option('--otlp <url>', words.otlp)
    .addOption(drainTime(words))
    .option('--no-credentials-file', words.noCredentialsFile)
    .option('--no-console', words.noConsole)
    .option('--console-port <number>', words.consolePort, portParser(words))
    .action(async (options: ServeOptions) => {
      const { serve } = await import('../commands/serve.ts')
      end(await serve(options, terminal))
    })
  return withSettings(command, run)
}

export function webConsole({ words, terminal, end }: Run): Command {
  return localized(new Command('console'), words)
    .description(words.console)
    .option('--port <number>', words.port, portParser(words), 4600)
    .option('--host <address>', words.host, '127.0.0.1')
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <name>', words.profile)
    .option('--region <region>', words.consoleRegion)
    .option('--tls-cert <file>', words.tlsCert)
    .option('--tls-key <file>', words.tlsKey)
    .option('--open', words.openConsole)
    .action(async (options: ConsoleOptions) => {
      const { webConsole } = await import('../commands/console.ts')
      end(await webConsole(options, terminal))
    })
}

export function snapshot({ words, terminal, end }: Run): Command {
  return localized(new Command('snapshot'), words)
    .description(words.snapshot)
    .option('--endpoint <url>', words.endpoint)
    .option('--profile <account>', words.snapshotProfile)
    .option('--json', words.snapshotJson)
    .action(async (options: SnapshotOptions) => {
      const { snapshot } = await import('../commands/snapshot.ts')
      end(await snapshot(options, terminal))
    })
}

export function lab(run: Run): Command {
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
      const { lab: play } = await import('../commands/lab.ts')
      end(await play(name, options, terminal))
    })
}
