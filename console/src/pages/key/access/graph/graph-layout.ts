import { graphlib, layout } from '@dagrejs/dagre'
import type { AccessGraphModel } from './graph-model.ts'

export const NODE_WIDTH = 230
export const NODE_HEIGHT = 60

export interface Placed {
  readonly x: number
  readonly y: number
}

/** Where each node stands: principals to the left, the key to the right. */
export function placesOf({ nodes, edges }: AccessGraphModel): ReadonlyMap<string, Placed> {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 16, ranksep: 90 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const { from, to, columns } of edges) graph.setEdge(from, to, { minlen: columns })
  layout(graph)
  return new Map(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id) as Partial<Placed>
      return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }]
    }),
  )
}
