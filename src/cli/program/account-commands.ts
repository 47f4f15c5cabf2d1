// Commands about an account, and about what the doctor may ask of it.

import { Command, Option } from 'commander'
import { localized } from './localized.ts'
import { several } from './option-values.ts'
import type { CollectOptions } from '../commands/collect.ts'
import { auditCommandWords } from '../words/audit.ts'
import type { AuditOptions } from '../commands/audit.ts'
import type { PermissionsOptions } from '../commands/permissions.ts'
import type { Run } from './run.ts'
import { placed, searchingEvents } from './options.ts'

export function audit({ words, terminal, end }: Run): Command {
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
      const { audit } = await import('../commands/audit.ts')
      end(await audit(options, terminal))
    })
}

export function collect({ words, terminal, end }: Run): Command {
  const command = localized(placed(new Command('collect'), words), words)
  return searchingEvents(command.argument('[key]', words.collectKey), words)
    .description(words.collect)
    .requiredOption('--out <file>', words.collectOut)
    .option('--principal <arn>', words.collectPrincipal)
    .option('--redact', words.redact)
    .option('--yes', words.collectYes)
    .option('--json', words.json)
    .action(async (key: string | undefined, options: CollectOptions) => {
      const { collect } = await import('../commands/collect.ts')
      end(await collect(key, options, terminal))
    })
}

export function permissions({ words, terminal, end }: Run): Command {
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
      const { permissions } = await import('../commands/permissions.ts')
      end(permissions(command, options, terminal))
    })
}
