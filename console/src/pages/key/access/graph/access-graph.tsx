import '@xyflow/react/dist/style.css'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import {
  BaseEdge,
  Controls,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from '@xyflow/react'
import { useCallback, useEffect, useMemo } from 'react'
import type { AccessWorld } from '../../../../../../src/policy/index.ts'
import { useDark } from '../../../../shell/use-dark.ts'
import { useWords, type Words } from '../../../../words/words.ts'
import type { AccessRow } from '../access-rows.ts'
import type { AccessViewState } from '../use-view.ts'
import { policyName } from '../policy-name.ts'
import { layoutOf, NODE_HEIGHT, NODE_WIDTH } from './graph-layout.ts'
import {
  accessGraph,
  KEY_NODE,
  shortName,
  type AccessGraphModel,
  type GraphNode,
  type Part,
} from './graph-model.ts'

/** Who comes to the key by which policies and statements, for one action. */
export function AccessGraph({
  world,
  rows,
  view,
}: {
  readonly world: AccessWorld
  readonly rows: readonly AccessRow[]
  readonly view: AccessViewState
}) {
  const words = useWords()
  const own = words.keyPolicy.access.graph
  const isDark = useDark()
  const { action, principal: picked } = view
  const model = useMemo(
    () => accessGraph(rows, action, { world, picked }),
    [rows, action, world, picked],
  )
  const { nodes, edges, height } = useMemo(
    () => flowOf(model, words, isDark),
    [model, words, isDark],
  )
  const choose = (id: string): void => {
    const principal = nodes.find((node) => node.id === id)?.data.principal
    if (principal !== undefined && principal !== picked) view.change({ principal })
  }
  return (
    <SpaceBetween size="xs">
      <Legend isDark={isDark} />
      <section className="graph" aria-label={own.label} style={{ blockSize: height + AROUND * 2 }}>
        <ReactFlowProvider>
          <Flow nodes={nodes} edges={edges} isDark={isDark} choose={choose} />
        </ReactFlowProvider>
      </section>
      <Box color="text-body-secondary">{own.hint}</Box>
    </SpaceBetween>
  )
}

function Flow({
  nodes,
  edges,
  isDark,
  choose,
}: {
  readonly nodes: FlowNode[]
  readonly edges: FlowEdge[]
  readonly isDark: boolean
  readonly choose: (id: string) => void
}) {
  const { fitView, getViewport, setViewport } = useReactFlow()
  // All of it where there is room, else what is lit.
  const show = useCallback(async () => {
    const lit = nodes.filter(({ id, data }) => data.part !== 'other' || id === KEY_NODE)
    await fitView({ ...FIT, nodes })
    if (getViewport().zoom > ZOOM_READABLE) return
    if (lit.length > 1) await fitView({ ...FIT, nodes: lit })
    const { y, zoom } = getViewport()
    // There is no room for all of it: it is read from the principals on.
    if (zoom <= ZOOM_READABLE) await setViewport({ x: LEFT, y, zoom })
  }, [nodes, fitView, getViewport, setViewport])
  useEffect(() => {
    void show()
  }, [show])
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      colorMode={isDark ? 'dark' : 'light'}
      onInit={show}
      minZoom={0.1}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      // By a click, and by Enter or the space bar on a node.
      onNodesChange={(changes) => {
        for (const one of changes) if (one.type === 'select' && one.selected) choose(one.id)
      }}
    >
      <Controls showInteractive={false} orientation="horizontal" position="top-right" />
    </ReactFlow>
  )
}

/** Texts are read at this size at the least; what does not fit then is moved to. */
const ZOOM_READABLE = 0.6
/** The buttons stand at the top. */
const LEFT = 16
const PADDING = { top: '48px', x: `${LEFT}px`, bottom: '24px' } as const
const FIT = { minZoom: ZOOM_READABLE, maxZoom: 1, padding: PADDING } as const
/** Above and below the graph, as far as there is room on the screen. */
const AROUND = 48

/** A type and no interface: xyflow wants its data open. */
type FlowData = Pick<GraphNode, 'kind' | 'more' | 'part'> & {
  readonly label: string
  readonly principal: string | undefined
}
type FlowNode = Node<FlowData, 'access'>

type FlowEdge = Edge<{ readonly line: string }, 'line'>

const NODE_TYPES = { access: AccessNode }
const EDGE_TYPES = { line: LineEdge }

/** Along the line that the layout found, and not straight through what stands between. */
function LineEdge({ data, style = {}, markerEnd = '' }: EdgeProps<FlowEdge>) {
  return <BaseEdge path={data?.line ?? ''} style={style} markerEnd={markerEnd} />
}

function AccessNode({ data: { kind, label, more, part } }: NodeProps<FlowNode>) {
  return (
    <div className={`graph-node ${kind} ${part}`}>
      {kind !== 'principal' && <Handle type="target" position={Position.Left} />}
      <div className="graph-title" title={label}>
        {label}
      </div>
      {more !== '' && (
        <div className="graph-more" title={more}>
          {more}
        </div>
      )}
      {kind !== 'key' && <Handle type="source" position={Position.Right} />}
    </div>
  )
}

/** Told apart by the line as well as by the colour. */
const WIDTHS: Readonly<Record<Part, number>> = { decides: 3, denies: 2, other: 1 }
const DASHES = '6 4'

function colourOf(part: Part, isDark: boolean): string {
  const [decides, denies, other] = isDark
    ? (['#2bb534', '#ff7a7a', '#5f6b7a'] as const)
    : (['#00802f', '#db0000', '#9ba7b6'] as const)
  return { decides, denies, other }[part]
}

function flowOf(model: AccessGraphModel, words: Words, isDark: boolean) {
  const { places, lines, height } = layoutOf(model)
  const own = words.keyPolicy.access.graph
  const labelOf = ({ kind, title, count }: GraphNode): string => {
    if (count !== undefined) return own.more(count)
    if (kind === 'key') return own.key
    return kind === 'policy' ? shortName(policyName(title, words)) : title
  }
  const moreOf = ({ kind, more }: GraphNode): string =>
    kind === 'statement' ? shortName(policyName(more, words)) : more
  const nodes = model.nodes.map((node): FlowNode => {
    const label = labelOf(node)
    const { kind, part, principal } = node
    const more = moreOf(node)
    return {
      id: node.id,
      type: 'access',
      position: places.get(node.id) ?? { x: 0, y: 0 },
      data: { label, kind, more, part, principal },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      ariaLabel: [label, more, own.legend[part]].filter(Boolean).join(', '),
    }
  })
  const edges = model.edges.map(({ from, to, part, isDenied }, index): FlowEdge => {
    const stroke = colourOf(part, isDark)
    return {
      id: `${from} > ${to}`,
      type: 'line',
      data: { line: lines[index] ?? '' },
      source: from,
      target: to,
      style: {
        stroke,
        strokeWidth: WIDTHS[part],
        ...(isDenied && { strokeDasharray: DASHES }),
      },
      // What is denied arrives nowhere.
      ...(!isDenied && { markerEnd: { type: MarkerType.ArrowClosed, color: stroke } }),
    }
  })
  return { nodes, edges, height }
}

function Legend({ isDark }: { readonly isDark: boolean }) {
  const { legend } = useWords().keyPolicy.access.graph
  return (
    <SpaceBetween direction="horizontal" size="m">
      {(['decides', 'denies', 'other'] as const).map((part) => (
        <span key={part} className="graph-legend">
          <svg width="36" height="10" aria-hidden="true">
            <line
              x1="0"
              x2="36"
              y1="5"
              y2="5"
              stroke={colourOf(part, isDark)}
              strokeWidth={WIDTHS[part]}
              strokeDasharray={part === 'denies' ? DASHES : undefined}
            />
          </svg>{' '}
          {legend[part]}
        </span>
      ))}
    </SpaceBetween>
  )
}
