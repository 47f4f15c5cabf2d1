// The verdict with its cause, and what else was found.

import { works, type Diagnosis, type SaidFinding } from '../diagnosis.ts'
import { identityArnOf, shortName } from '../principals.ts'
import { isDoubtOfSimulator } from '../second-opinion.ts'
import { paragraph, wrap } from '../../base/columns.ts'
import type { Page } from './page.ts'
import { fill, type ReportWord } from './words/words.ts'

/** A sentence for each outcome; the denied ones end in their cause. */
export function verdictText(diagnoses: readonly Diagnosis[], page: Page): readonly string[] {
  const { good, bad } = page.paint
  if (diagnoses[0]?.proposed !== undefined)
    return proposedText(diagnoses, diagnoses[0].proposed, page)
  const unknown = diagnoses.filter(({ outcome }) => outcome === 'unknown')
  const denied = diagnoses.filter((one) => !works(one) && one.outcome !== 'unknown')
  const [cause] = failedOf(diagnoses)
  const because = cause && [paragraph(`${cause.says} [${cause.id}]`, page.width, 2)]
  return [
    ...sentence('allowed', diagnoses.filter(works), page).map(good),
    ...sentence(because ? 'denied' : 'deniedOne', denied, page).map(bad),
    ...(denied.length > 0 ? (because ?? []) : []),
    ...sentence('cannotTell', unknown, page).map(bad),
    ...(denied.length === 0 ? (because ?? []) : []),
  ]
}

/** A key policy that is to be put: whether KMS takes it. */
function proposedText(
  diagnoses: readonly Diagnosis[],
  proposed: string,
  { words: { report }, paint: { good, bad }, width }: Page,
): readonly string[] {
  const [first] = diagnoses
  if (first === undefined) return []
  const { principal, asked } = first.request
  const name = shortName(identityArnOf(principal)) || report.theseCredentials
  const say = (word: ReportWord): readonly string[] => [
    '',
    wrap(fill(report[word], { proposed, principal: name, key: asked }), width),
  ]
  if (works(first)) return say('proposedAllowed').map(good)
  const [cause] = failedOf(diagnoses)
  if (cause === undefined && first.outcome === 'unknown') return say('proposedUnknown').map(bad)
  if (cause === undefined) {
    const says = openOf(diagnoses).map((one) => paragraph(`${one.says} [${one.id}]`, width, 2))
    return [...say('proposedRefusedUnseen').map(bad), ...says]
  }
  return [...say('proposedRefused').map(bad), paragraph(`${cause.says} [${cause.id}]`, width, 2)]
}

function sentence(
  word: ReportWord,
  group: readonly Diagnosis[],
  { words, width }: Page,
): readonly string[] {
  const [first] = group
  if (first === undefined) return []
  const { principal, asked } = first.request
  const actions = group.map(({ request }) => request.action).join(', ')
  const name = shortName(identityArnOf(principal)) || words.report.theseCredentials
  const facts = { principal: name, actions, key: asked }
  return ['', wrap(fill(words.report[word], facts), width)]
}

/** All but the cause that stands in the verdict. */
export function otherFindingsText(
  diagnoses: readonly Diagnosis[],
  { words, paint: { title, quiet }, width }: Page,
): readonly string[] {
  const failed = failedOf(diagnoses)
  const open = isRefusedUnseen(diagnoses) ? [] : openOf(diagnoses)
  const lines = [...failed.slice(1), ...open].flatMap(({ id, says }) => [
    paragraph(says, width, 2),
    quiet(`    [${id}]`),
  ])
  return lines.length === 0 ? [] : [title(words.report.otherFindings), ...lines]
}

/** AWS refused a policy that is not at hand: what may be the cause stands in the verdict. */
const isRefusedUnseen = ([first]: readonly Diagnosis[]): boolean =>
  first?.proposed !== undefined && first.outcome !== 'unknown' && first.causes.length === 0

/** What is told even of a request that works. */
export const isDoubted = ({ findings }: Diagnosis): boolean => findings.some(isDoubtOfSimulator)

const openOf = (diagnoses: readonly Diagnosis[]): readonly SaidFinding[] =>
  mergedFindings(diagnoses).filter(({ verdict }) => verdict === 'unknown')

/** In the order of the causes. */
export function failedOf(diagnoses: readonly Diagnosis[]): readonly SaidFinding[] {
  const failed = mergedFindings(diagnoses).filter(({ verdict }) => verdict === 'fail')
  const ids = new Set(diagnoses.flatMap(({ causes }) => causes))
  return [...ids].flatMap((id) => failed.filter((finding) => finding.id === id))
}

/** The same finding about several actions is told once, with all of them. */
export function mergedFindings(diagnoses: readonly Diagnosis[]): readonly SaidFinding[] {
  const merged = new Map<string, { readonly finding: SaidFinding; readonly actions: string[] }>()
  for (const { request, findings } of diagnoses) {
    const action = `\`${request.action}\``
    for (const finding of findings) {
      const says = finding.says.replaceAll(action, ACTION)
      const known = merged.get(`${finding.verdict} ${says}`)
      if (known) known.actions.push(action)
      else
        merged.set(`${finding.verdict} ${says}`, {
          finding: { ...finding, says },
          actions: [action],
        })
    }
  }
  return [...merged.values()].map(({ finding, actions }) => {
    return { ...finding, says: finding.says.replaceAll(ACTION, actions.join(', ')) }
  })
}

/** Stands for the action while sentences are compared. */
const ACTION = '\u0000'
