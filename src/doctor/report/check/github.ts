// Workflow commands of GitHub Actions: each finding stands at its line of the pull request.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

import type { CheckReport } from '../../check/checked-policy.ts'

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const

export function renderCheckGithub({ policies, grants }: CheckReport): string {
  const lines = [...policies, ...grants].flatMap(({ file, address, findings }) =>
    findings.map(({ id, severity, says, instead, line, column }) => {
      const about = address === undefined ? '' : `${address}: `
      const message = instead === undefined ? says : `${says}\n${instead}`
      const properties = Object.entries({ file, line, col: column, title: `${about}${id}` })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${property(String(value))}`)
      return `::${COMMANDS[severity]} ${properties.join(',')}::${data(message)}`
    }),
  )
  return lines.join('\n')
}

/** A line break would end the command, and begin another of somebody else's making. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
