// The access graph of one action as plain nodes and edges: principals, the policies that speak of
// them, the statements that decide, the key.

import {
  explainAccess,
  type AccessWorld,
  type StatementRef,
} from '../../../../../../src/policy/index.ts'
import type { AccessRow } from '../access-rows.ts'

export type NodeKind = 'principal' | 'policy' | 'statement' | 'key'
export type Part = 'decides' | 'denies' | 'other'

export interface GraphNode {
  readonly id: string
  readonly kind: NodeKind
  readonly title: string
  /** Of a group: some of its names. */
  readonly more: string
  /** Of a principal that stands alone. */
  readonly principal?: string
  /** Of a group. */
  readonly count?: number
  readonly part: Part
}

export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly part: Part
  /** It leads nowhere, whoever is lit. */
  readonly isDenied: boolean
  /** How many columns it goes over, so that equals stand below each other. */
  readonly columns: number
}

export interface AccessGraphModel {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

export const KEY_NODE = 'key'

/** Up to so many who have the same access stand alone. */
const ALONE_MAX = 3
const NAMES_SHOWN = 3

interface Decided {
  readonly isAllowed: boolean
  /** What lets it through, or denies it; empty where nothing speaks of it. */
  readonly because: readonly StatementRef[]
}

export function accessGraph(
  rows: readonly AccessRow[],
  action: string,
  { world, picked }: { readonly world: AccessWorld; readonly picked: string },
): AccessGraphModel {
  const nodes = new Map<string, GraphNode>()
  const edges = new Map<string, GraphEdge>()
  const groups = groupsOf(rows, action, world)
  nodes.set(KEY_NODE, keyNode(world))
  const own = rows.find(({ principal }) => principal === picked)
  for (const { decided, members } of groups) {
    const others = members.filter(({ principal }) => principal !== picked)
    const bundles = others.length > ALONE_MAX ? [others] : others.map((one) => [one])
    const part = own ? 'other' : decided.isAllowed ? 'decides' : 'denies'
    for (const bundle of bundles) {
      const [only] = bundle
      const names = bundle.map(({ principal }) => principal)
      // Alike, and still by policies of its own.
      const decidedHere = only && names.length === 1 ? decidedOf(only, action, world) : decided
      if (names.length > 0) addPath(names, decidedHere, part, { nodes, edges })
    }
  }
  if (own) {
    const decided = decidedOf(own, action, world)
    addPath([picked], decided, decided.isAllowed ? 'decides' : 'denies', { nodes, edges })
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] }
}

function groupsOf(rows: readonly AccessRow[], action: string, world: AccessWorld) {
  const groups = new Map<string, { decided: Decided; members: AccessRow[] }>()
  for (const row of rows) {
    const decided = decidedOf(row, action, world)
    const because = decided.because.map((one) => ({ ...one, policy: namedAlike(one.policy) }))
    const likeness = JSON.stringify([row.kind === 'root', decided.isAllowed, because])
    const group = groups.get(likeness)
    if (group) group.members.push(row)
    else groups.set(likeness, { decided, members: [row] })
  }
  return [...groups.values()]
}

function decidedOf(
  { accesses, principal }: AccessRow,
  action: string,
  world: AccessWorld,
): Decided {
  const found = accesses.get(action)?.access
  if (found) {
    const ways = found.ways.flat().map(({ statement }) => statement)
    return { isAllowed: true, because: found.because.length > 0 ? found.because : ways }
  }
  return { isAllowed: false, because: explainAccess(principal, action, world)?.because ?? [] }
}

/** Everybody's own inline policy of one name is one policy to look at. */
const namedAlike = (policy: string): string => policy.replace(/^(inline policy .+) of .+$/, '$1')

interface Found {
  readonly nodes: Map<string, GraphNode>
  readonly edges: Map<string, GraphEdge>
}

function addPath(
  bundle: readonly string[],
  { because, isAllowed }: Decided,
  part: Part,
  found: Found,
): void {
  const edge = { part, isDenied: !isAllowed }
  const from = addNode(principalNode(bundle, part), found)
  if (because.length === 0) addEdge({ ...edge, from, to: KEY_NODE, columns: 3 }, found)
  for (const { policy: own, statement, sid } of because) {
    const policy = bundle.length > 1 ? namedAlike(own) : own
    const plain = { kind: 'policy', title: policy, more: '', part } as const
    const carried = addNode({ id: `policy ${policy}`, ...plain }, found)
    addEdge({ ...edge, from, to: carried, columns: 1 }, found)
    if (policy.startsWith('grant ')) {
      addEdge({ ...edge, from: carried, to: KEY_NODE, columns: 2 }, found)
      continue
    }
    const id = `statement ${statement} of ${policy}`
    const title = [`#${statement + 1}`, sid].filter(Boolean).join(' ')
    const last = addNode({ id, kind: 'statement', title, more: policy, part }, found)
    addEdge({ ...edge, from: carried, to: last, columns: 1 }, found)
    addEdge({ ...edge, from: last, to: KEY_NODE, columns: 1 }, found)
  }
}

/** What decides, or denies, for who was picked is told before what it does for others. */
const RANKS: Readonly<Record<Part, number>> = { other: 0, denies: 1, decides: 2 }

function addNode(node: GraphNode, { nodes }: Found): string {
  const known = nodes.get(node.id)
  if (!known || RANKS[known.part] < RANKS[node.part]) nodes.set(node.id, node)
  return node.id
}

function addEdge(edge: GraphEdge, { edges }: Found): void {
  const id = `${edge.from} > ${edge.to}`
  const known = edges.get(id)
  if (!known || RANKS[known.part] < RANKS[edge.part]) edges.set(id, edge)
}

function principalNode(bundle: readonly string[], part: Part): GraphNode {
  const [only = ''] = bundle
  const plain = { kind: 'principal', part } as const
  if (bundle.length === 1) {
    return { ...plain, id: `principal ${only}`, title: shortName(only), more: '', principal: only }
  }
  const more = bundle.slice(0, NAMES_SHOWN).map(shortName).join(', ')
  return { ...plain, id: `group ${only}`, title: '', more: `${more}, …`, count: bundle.length }
}

const keyNode = ({ key }: AccessWorld): GraphNode => ({
  id: KEY_NODE,
  kind: 'key',
  title: '',
  more: key.arn.split('/').at(-1) ?? key.arn,
  part: 'other',
})

/** `user/alice` of an ARN, anything else as it is. */
export const shortName = (arn: string): string => arn.split(':').slice(5).join(':') || arn
