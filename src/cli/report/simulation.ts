// What the policy engine says about one request, for a person: the outcome, what each layer said
// and where, the statement that came nearest, and what would change the outcome.

import { styleText } from 'node:util'
import { paragraph, row } from '../../base/columns.ts'
import type {
  AuthorizationRequest,
  Explanation,
  FailedElement,
  LayerExplanation,
  NearMiss,
  Obstacle,
  ObstaclesFound,
  StatementRef,
} from '../../policy/index.ts'
import type { UnseenPolicies, Where } from '../../doctor/index.ts'
import type { Terminal } from '../terminal.ts'
import { type SimulateWords, simulateWords } from '../words/simulate.ts'

export interface Simulation extends ObstaclesFound {
  readonly request: AuthorizationRequest
  readonly explanation: Explanation
  /** AWS's sentence, when the request is denied. */
  readonly sentence: string | undefined
  /** The account whose default key policy stands in for one that was not given. */
  readonly assumedFor: string | undefined
  /** Where the policies were read, and what could not be; absent: they come from files. */
  readonly account?: {
    readonly where: Where
    readonly unseen: readonly UnseenPolicies[]
    /** SCPs and RCPs: they may stop what the rest allows. */
    readonly unseenGuardrails: readonly UnseenPolicies[]
  }
}

export function simulationText(simulation: Simulation, terminal: Terminal): string {
  const words = simulateWords(terminal.language)
  const sections = [
    whereSection(simulation, words),
    [paragraph(outcomeLine(simulation, words), terminal.width, 0)],
    layersSection(simulation, words, terminal),
    changeSection(simulation, words, terminal),
    awsSection(simulation, words, terminal),
    unseenSection(simulation, words, terminal),
  ]
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

/** What could not be seen may hold an Allow or a Deny; nothing outweighs a Deny that was seen. */
export const isOpen = ({ account, explanation }: Simulation): boolean =>
  (account?.unseen.length ?? 0) > 0 && explanation.outcome !== 'explicitDeny'

function outcomeLine(simulation: Simulation, words: SimulateWords): string {
  const { request, explanation } = simulation
  const decided = explanation.outcome === 'allow' ? words.allowed : words.denied
  const say = isOpen(simulation) ? words.cannotTell : decided
  return say(request.principal.arn, request.action, request.resource)
}

const title = (text: string, { colour }: Terminal): string =>
  colour ? styleText('bold', text, { validateStream: false }) : text

const COLUMN = 20

function layersSection(
  { explanation, assumedFor, obstacles }: Simulation,
  words: SimulateWords,
  terminal: Terminal,
): readonly string[] {
  const { width } = terminal
  const asked = explanation.layers.filter(({ says }) => says !== 'notApplicable')
  const rows = asked.flatMap((layer) => [
    row(words.layers[layer.layer], saidBy(layer, explanation, words), width, COLUMN),
    // What is an obstacle is told in full below.
    ...(obstacles.some((one) => one.layer === layer.layer) ? nearestRows(layer, words, width) : []),
  ])
  const assumed = assumedFor === undefined ? [] : [words.assumedKeyPolicy(assumedFor)]
  const notes = assumed.map((text) => paragraph(text, width, 2))
  return [title(words.layersTitle, terminal), ...rows, ...notes]
}

function saidBy(
  { layer, says, because }: LayerExplanation,
  { outcome }: Explanation,
  words: SimulateWords,
): string {
  // An Allow that names the account only is no yes of its own.
  const delegates = layer === 'keyPolicy' && says === 'allow' && outcome !== 'allow'
  const places = because.map((ref) => placeOf(ref, words)).join('; ')
  const said = delegates ? words.delegatesOnly : words.says[says]
  return places === '' ? said : `${said} (${places})`
}

function nearestRows(
  { nearest = [] }: LayerExplanation,
  words: SimulateWords,
  width: number,
): readonly string[] {
  return nearest.flatMap(({ statement, failed }) => [
    row('', words.nearest(placeOf(statement, words)), width, COLUMN),
    ...failed.map((element) => row('', failedText(element, words), width, COLUMN + 2)),
  ])
}

function placeOf({ policy, statement, sid, line }: StatementRef, words: SimulateWords): string {
  const name = sid === undefined || sid === '' ? `Statement[${statement}]` : `"${sid}"`
  const where = line === undefined ? '' : ` ${words.line(line)}`
  return `${words.policy(policy)}${where}, ${name}`
}

function failedText(failed: FailedElement, words: SimulateWords): string {
  const actual = failed.actual.join(', ') || words.nothing
  if (failed.element === 'condition') return words.unmetCondition(conditionText(failed), actual)
  const element = words.elements[failed.element]
  if (failed.missing) return words.missing(element)
  const say = failed.negated ? words.excepted : words.unmet
  return say(element, failed.expected.join(', '), actual)
}

const conditionText = ({
  operator,
  key,
  expected,
}: Extract<FailedElement, { element: 'condition' }>): string =>
  `${operator} ${key} ${expected.join(', ')}`

function changeSection(
  simulation: Simulation,
  words: SimulateWords,
  terminal: Terminal,
): readonly string[] {
  const { obstacles, surmountable } = simulation
  if (obstacles.length === 0 || isOpen(simulation)) return []
  const head = title(words.changeTitle, terminal)
  if (!surmountable) return [head, paragraph(words.insurmountable, terminal.width, 2)]
  const lines = obstacles.flatMap((one) => obstacleLines(one, words))
  return [head, ...lines.map(({ text, indent }) => paragraph(text, terminal.width, indent))]
}

interface Line {
  readonly text: string
  readonly indent: number
}

function obstacleLines(
  { layer, outcome, because, nearest }: Obstacle,
  words: SimulateWords,
): readonly Line[] {
  const name = words.layers[layer]
  if (outcome === 'explicitDeny') {
    const denials = because.map((ref) => words.liftDenial(name, placeOf(ref, words)))
    return denials.map((text) => ({ text, indent: 2 }))
  }
  if (nearest.length === 0) return [{ text: words.addStatement(name), indent: 2 }]
  return nearest.flatMap((miss) => missLines(name, miss, words))
}

function missLines(layer: string, { statement, failed }: NearMiss, words: SimulateWords): Line[] {
  const head = words.changeStatement(layer, placeOf(statement, words))
  const changes = failed.map((one) => ({ text: changeText(one, words), indent: 4 }))
  return [{ text: head, indent: 2 }, ...changes]
}

function changeText(failed: FailedElement, words: SimulateWords): string {
  if (failed.element === 'condition') {
    return words.meetCondition(failed.key, conditionText(failed))
  }
  const element = words.elements[failed.element]
  if (failed.missing) return words.completeElement(element)
  return words.giveElement(element, words.give[failed.element], failed.actual.join(', '))
}

function awsSection(
  simulation: Simulation,
  words: SimulateWords,
  terminal: Terminal,
): readonly string[] {
  const { sentence } = simulation
  if (sentence === undefined || isOpen(simulation)) return []
  return [title(words.awsTitle, terminal), paragraph(sentence, terminal.width, 2)]
}

function whereSection({ account }: Simulation, words: SimulateWords): readonly string[] {
  if (account === undefined) return []
  const { account: id, region, endpoint = 'AWS' } = account.where
  return [words.where(id, region, endpoint)]
}

/** What was refused may hold an Allow or a Deny. */
function unseenSection(
  { account }: Simulation,
  words: SimulateWords,
  terminal: Terminal,
): readonly string[] {
  const { unseen = [], unseenGuardrails = [] } = account ?? {}
  const all = [...unseen, ...unseenGuardrails]
  if (all.length === 0) return []
  const lines = all.map(({ question, permission }) =>
    paragraph(`${permission}: ${question}`, terminal.width, 2),
  )
  return [title(words.unseenTitle, terminal), ...lines]
}
