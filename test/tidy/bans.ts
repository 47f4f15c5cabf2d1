// What may not stand in the code, and what stands there instead.

import type { SourceFile, SyntaxNode } from './source-file.ts'

export interface Ban {
  readonly instead: string
  /** Paths in which it is allowed. */
  readonly except?: RegExp
  readonly finds: (node: SyntaxNode, file: SourceFile) => boolean
}

const TIME_AND_CHANCE = /^src\/(server|cli)\/|^console\/|\.test\.ts$|^(test|bench|scripts|bin)\//

export const BANS: Readonly<Record<string, Ban>> = {
  'Date.now': {
    instead: 'world.now()',
    except: TIME_AND_CHANCE,
    finds: (node) => isMember(node, 'Date', 'now'),
  },
  'new Date()': {
    instead: 'world.now()',
    except: TIME_AND_CHANCE,
    finds: (node) =>
      node.type === 'NewExpression' &&
      nameOf(node['callee']) === 'Date' &&
      lengthOf(node['arguments']) === 0,
  },
  'Math.random': {
    instead: 'world.randomBytes()',
    finds: (node) => isMember(node, 'Math', 'random'),
  },
  randomUUID: {
    instead: 'world.uuid()',
    except: TIME_AND_CHANCE,
    finds: (node) => node.type === 'Identifier' && node['name'] === 'randomUUID',
  },
  'process.env': {
    instead: 'an option, filled in by the command line',
    // The engine's child reads nothing of it: it says what its process is not to get.
    except: new RegExp(`${TIME_AND_CHANCE.source}|^src/sql/engine/engine-child\\.ts$`),
    finds: (node) => isMember(node, 'process', 'env'),
  },
  'console.log': {
    instead: 'terminal.print, or the log of the house',
    except: /^(bin|scripts|bench|test)\//,
    finds: (node) => node.type === 'MemberExpression' && nameOf(node['object']) === 'console',
  },
  any: {
    instead: 'unknown, and a check',
    finds: (node, file) => node.type === 'TSAnyKeyword' && !hasReason(node, file),
  },
  'the non-null !': {
    instead: 'a check, or a type that says it',
    finds: ({ type }) => type === 'TSNonNullExpression',
  },
  'default export': {
    instead: 'a named export',
    // The test runner takes its reporters from a default export.
    except: /^scripts\/test-reporter\.js$/,
    finds: ({ type }) => type === 'ExportDefaultDeclaration',
  },
  'a name that says nothing': {
    instead: 'a name that says what it does',
    finds: (node) => declaredNames(node).some((name) => isEmptyName(name)),
  },
}

/** The registry of operations is where the types end; it says so on the line before. */
function hasReason({ line }: SyntaxNode, { lines }: SourceFile): boolean {
  return /oxlint-disable-next-line typescript\/no-explicit-any -- \S/.test(lines[line - 2] ?? '')
}

const EMPTY_WORDS = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc']
const EMPTY_VERBS = ['handle', 'process']

/** Of a name in any spelling: `FooManager`, `foo-utils`, `handleRequest`. */
export function isEmptyName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  if (words.some((word) => EMPTY_WORDS.includes(word))) return true
  return words.length > 1 && EMPTY_VERBS.includes(words[0] ?? '')
}

const DECLARATIONS = [
  'FunctionDeclaration',
  'ClassDeclaration',
  'VariableDeclarator',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]

function declaredNames(node: SyntaxNode): readonly string[] {
  return DECLARATIONS.includes(node.type) ? [nameOf(node['id'])] : []
}

function isMember(node: SyntaxNode, object: string, property: string): boolean {
  if (node.type !== 'MemberExpression') return false
  return nameOf(node['object']) === object && nameOf(node['property']) === property
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('name' in value)) return ''
  return typeof value.name === 'string' ? value.name : ''
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)
