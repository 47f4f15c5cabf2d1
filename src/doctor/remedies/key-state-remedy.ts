// Ways out where the key's state stops the action, whatever the policies say.

import type { JsonObject } from '../../base/json.ts'
import { isStoppedIn } from '../checks/key-state.ts'
import { awsCommand } from '../command-line.ts'
import { gotOf } from '../evidence/answer.ts'
import type { FindingId } from '../finding.ts'
import { shortName } from '../principals.ts'
import { BECOMING, everybodyKnown, mayDo, type Rescuer } from '../rescuers.ts'
import type { Situation } from '../situation.ts'
import { adviceOf } from './advice.ts'
import { becomingOf } from './becoming.ts'
import type { PathOf } from './key-policy-remedy.ts'
import type { Remedy, RemedyId } from './remedy.ts'

interface Asking {
  readonly asked: readonly string[]
  readonly pathOf: PathOf
  /** As it will be when the remedies before this one have been carried out. */
  readonly keyPolicy: JsonObject | undefined
  /** The policies let the request through by then. */
  readonly proved: boolean
}

export function keyStateRemedy(
  failed: ReadonlySet<FindingId>,
  situation: Situation,
  asking: Asking,
): Remedy | undefined {
  if (failed.has('key/other-usage')) {
    return adviceOf('use-fitting-key', situation, asking.asked)
  }
  if (failed.has('key/pending-import')) {
    return adviceOf('import-key-material', situation, asking.asked)
  }
  if (failed.has('key/unavailable')) {
    return adviceOf('connect-key-store', situation, asking.asked)
  }
  if (failed.has('key/disabled')) return operations('enable-key', ['EnableKey'], situation, asking)
  if (!failed.has('key/pending-deletion')) return undefined
  // A key whose deletion is cancelled is disabled.
  const isEnough = !isStoppedIn('Disabled', situation.request.action)
  const names: readonly Operation[] = isEnough
    ? ['CancelKeyDeletion']
    : ['CancelKeyDeletion', 'EnableKey']
  return operations('cancel-key-deletion', names, situation, asking)
}

function operations(
  id: RemedyId,
  names: readonly Operation[],
  situation: Situation,
  { asked, pathOf, keyPolicy, proved }: Asking,
): Remedy {
  const { evidence, keyArn } = situation
  const able = ableTo(names, situation, keyPolicy)
  const [first] = able
  const becoming = becomingOf(situation, first, pathOf)
  const as = first?.becoming === 'self' ? 'asker' : 'environment'
  const commands = names.map((name) =>
    awsCommand(['kms', COMMANDS[name], '--key-id', keyArn], evidence.where, as),
  )
  return {
    id,
    by: able.map(({ arn }) => arn),
    becoming: becoming.commands,
    commands: able.length > 0 ? commands : [],
    atOnce: undefined,
    facts: { key: keyArn, state: gotOf(evidence.key.description)?.state ?? '' },
    gains: [
      ...becoming.gains,
      ...asked.map((action) => `${shortName(evidence.subject.arn)} ${action}`),
    ],
    loses: [],
    proved: proved && able.length > 0 && keyPolicy !== undefined,
    documents: becoming.documents,
  }
}

const COMMANDS = {
  EnableKey: 'enable-key',
  CancelKeyDeletion: 'cancel-key-deletion',
} as const
type Operation = keyof typeof COMMANDS

/** The asker alone, where the key policy could not be seen: its word is then the best there is. */
function ableTo(
  names: readonly string[],
  { evidence, keyArn }: Situation,
  keyPolicy: JsonObject | undefined,
): readonly Rescuer[] {
  const everybody = everybodyKnown(evidence)
  if (keyPolicy === undefined) return everybody.slice(0, 1)
  const able = everybody.filter(({ actor }) =>
    names.every((name) => mayDo(actor, `kms:${name}`, keyArn, keyPolicy)),
  )
  const unlike = (one: Rescuer, index: number): boolean =>
    able.findIndex(({ arn }) => arn === one.arn) === index
  return able
    .filter(unlike)
    .toSorted((one, other) => BECOMING.indexOf(one.becoming) - BECOMING.indexOf(other.becoming))
}
