import {
  checkExitCode,
  checkFiles,
  renderCheckGithub,
  renderCheckJson,
  renderCheckSarif,
  renderCheckText,
  type CheckReport,
} from '../../doctor/index.ts'
import { version } from '../../server/version.ts'
import { failure } from '../failure.ts'
import { readInputFile, readPolicyFile } from '../input-file.ts'
import { withConnectionIfAny, type OnlineOptions } from '../online.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface CheckCommandOptions extends OnlineOptions {
  readonly deployer?: string
  readonly deployerPolicy: readonly string[]
  readonly deployerBoundary?: string
  readonly key?: string
  readonly against?: string
  readonly resource: readonly string[]
  readonly parameter: readonly string[]
  readonly account?: string
  readonly format: 'text' | 'json' | 'sarif' | 'github'
  readonly failOn: 'error' | 'warning'
  readonly json?: boolean
}

/** Says what is wrong with key policies before they are applied; exit code 2 when something is. */
export async function check(
  files: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { deployer, deployerPolicy, deployerBoundary, key, against } = options
  const { resource, parameter, account, region } = options
  requireDeployer(options)
  const needed = key !== undefined && against === undefined
  const report = await withConnectionIfAny(options, terminal, needed, (connection) =>
    checkFiles(
      {
        files,
        resources: resource,
        parameters: new Map(parameter.map(parameterPair)),
        deployerPolicies: deployerPolicy.map(textIn),
        lang: terminal.language,
        ...(account === undefined ? {} : { account: requireAccount(account) }),
        ...(region === undefined ? {} : { region }),
        ...(deployer === undefined ? {} : { deployer }),
        ...(deployerBoundary === undefined ? {} : { deployerBoundary: textIn(deployerBoundary) }),
        ...(key === undefined ? {} : { key }),
        ...(against === undefined ? {} : { against: textIn(against) }),
      },
      connection,
    ),
  )
  const text = rendered(report, options, terminal)
  if (text !== '') terminal.print(text)
  return checkExitCode(report, options.failOn)
}

function rendered(
  report: CheckReport,
  { format, json }: CheckCommandOptions,
  terminal: Terminal,
): string {
  switch (json ? 'json' : format) {
    case 'json':
      return renderCheckJson(report)
    case 'sarif':
      return renderCheckSarif(report, version, terminal.language)
    case 'github':
      return renderCheckGithub(report)
    default:
      return renderCheckText(report, textOptions(terminal))
  }
}

function requireDeployer({
  deployer,
  deployerPolicy,
  deployerBoundary,
}: CheckCommandOptions): void {
  if (deployer !== undefined) return
  if (deployerPolicy.length === 0 && deployerBoundary === undefined) return
  const lines = ['--deployer arn:aws:iam::111122223333:role/Deploy']
  throw failure('whosePolicies', {}, { lines })
}

/** A file that is no policy would count as one that allows nothing. */
function textIn(file: string) {
  readPolicyFile(file)
  return { name: file, text: readInputFile(file) }
}

function parameterPair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw failure('noParameterPair', { text }, { lines: ['--parameter AdminRole=Administrator'] })
}

function requireAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text
  throw failure('noAccount', { text }, { lines: ['--account 111122223333'] })
}
