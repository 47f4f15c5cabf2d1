import { graphlib, layout } from '@dagrejs/dagre'
import type { AccessGraphModel, GraphEdge } from './graph-model.ts'

export const NODE_WIDTH = 208
export const NODE_HEIGHT = 64
/** Between the columns: what bends there bends gently, and the texts stay readable. */
const COLUMN_GAP = 64

export interface Placed {
  readonly x: number
  readonly y: number
}

export interface GraphLayout {
  /** Where each node stands: principals to the left, the key to the right. */
  readonly places: ReadonlyMap<string, Placed>
  /** What each edge goes along, around the nodes between its ends; in the order of the model. */
  readonly lines: readonly string[]
  readonly height: number
}

export function layoutOf({ nodes, edges }: AccessGraphModel): GraphLayout {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 20, edgesep: 20, ranksep: COLUMN_GAP })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const { from, to, columns } of edges) graph.setEdge(from, to, { minlen: columns })
  layout(graph)
  const middles = new Map(nodes.map(({ id }) => [id, placedIn(graph.node(id))]))
  const places = new Map(
    [...middles].map(([id, { x, y }]) => [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }]),
  )
  const bends = edges.map((edge) => bendsOf(graph, edge))
  const middleOf = (id: string): Placed => middles.get(id) ?? { x: 0, y: 0 }
  const starts = doorsOf(edges, 'from', (edge, at) => bends[at]?.[0] ?? middleOf(edge.to))
  const ends = doorsOf(edges, 'to', (edge, at) => bends[at]?.at(-1) ?? middleOf(edge.from))
  const lines = edges.map(({ from, to }, at) => {
    const start = { x: middleOf(from).x + NODE_WIDTH / 2, y: middleOf(from).y + (starts[at] ?? 0) }
    const end = { x: middleOf(to).x - NODE_WIDTH / 2, y: middleOf(to).y + (ends[at] ?? 0) }
    return lineThrough([start, ...(bends[at] ?? []), end])
  })
  const ys = [...places.values()].map(({ y }) => y)
  return { places, lines, height: Math.max(...ys) + NODE_HEIGHT - Math.min(...ys) }
}

function placedIn(node: unknown): Placed {
  const { x = 0, y = 0 } = node as Partial<Placed>
  return { x, y }
}

/** Its points in the columns that it passes; those at its ends stand on the nodes' borders. */
function bendsOf(graph: graphlib.Graph, { from, to }: GraphEdge): readonly Placed[] {
  const { points = [] } = graph.edge(from, to) as { readonly points?: readonly Placed[] }
  return points.slice(1, -1)
}

/**
 * How far from the middle of its node each edge comes in, or goes out: in the order in which they
 * come, with room between them, so that none lies on another.
 */
function doorsOf(
  edges: readonly GraphEdge[],
  end: 'from' | 'to',
  nextOf: (edge: GraphEdge, at: number) => Placed,
): readonly number[] {
  const doors = edges.map(() => 0)
  for (const own of Map.groupBy(edges.keys(), (at) => edges[at]?.[end]).values()) {
    const yOf = (at: number): number => {
      const edge = edges[at]
      return edge ? nextOf(edge, at).y : 0
    }
    const sorted = own.toSorted((one, other) => yOf(one) - yOf(other))
    const gap = NODE_HEIGHT / (sorted.length + 1)
    for (const [index, at] of sorted.entries()) doors[at] = gap * (index + 1) - NODE_HEIGHT / 2
  }
  return doors
}

/** Level at every point, so that it neither overshoots nor comes in askew. */
function lineThrough([first, ...others]: readonly Placed[]): string {
  if (first === undefined) return ''
  let before = first
  const curves = others.map((point) => {
    const middle = (before.x + point.x) / 2
    const curve = `C${middle},${before.y} ${middle},${point.y} ${point.x},${point.y}`
    before = point
    return curve
  })
  return `M${first.x},${first.y} ${curves.join(' ')}`
}
