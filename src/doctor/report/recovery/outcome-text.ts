// What a recovery did, the answer first.

import { paragraph } from '../../../base/columns.ts'
import type { CommandLine } from '../../command-line.ts'
import type { Recovery } from '../../recovery/apply.ts'
import { changedLines } from '../change-text.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { shellCommand } from '../shell.ts'
import { tellRecovery, type ToldOutcome } from '../told/tell-recovery.ts'

export function renderRecoveryText(recovery: Recovery, options: TextOptions): string {
  const page = pageOf(options)
  const { says, put } = tellRecovery(recovery, options)
  const say = (text: string): string => paragraph(text, page.width, 0)
  return [
    ...says.flatMap((one) => outcomeText(one, page)),
    ...(put
      ? [
          ...changedLines({ lines: put.change }, page),
          ...(put.multiRegion === undefined ? [] : [say(put.multiRegion)]),
          ...[say(put.kept), inShell(put.putBack, page)],
        ]
      : []),
  ].join('\n')
}

function outcomeText({ mood, says, command }: ToldOutcome, page: Page): readonly string[] {
  const text = paragraph(says, page.width, 0)
  const told = mood === 'plain' ? text : page.paint[mood](text)
  return command ? [told, inShell(command, page)] : [told]
}

const inShell = (command: CommandLine, { paint, width }: Page): string =>
  paint.command(shellCommand(command, {}, width - 2).replaceAll(/^/gm, '  '))
