import type { CompiledCondition } from '../condition/compile-condition.ts'
import type { CompiledPolicy, CompiledStatement } from '../compile.ts'
import type { Condition, Statement } from '../document.ts'
import { statementRef } from '../judge.ts'
import type { RequestContext } from '../request-context.ts'
import { indexStatements } from '../statement-index.ts'
import type { NamedPolicy, StatementRef } from '../types.ts'
import { variablesIn } from '../variables.ts'

/** A statement with those of its conditions that nothing is known about. */
export interface OpenStatement {
  readonly statement: StatementRef
  readonly conditions: readonly Condition[]
}

/** Whether the open conditions of a statement are taken as met. */
export type Supposition = (statement: Statement) => boolean

/**
 * Policies of which some conditions ask for context that is not known. The engine knows no third
 * answer besides yes and no, so it is asked several times, with the open conditions supposed to
 * be met or not.
 */
export class OpenPolicies {
  readonly #opened = new WeakMap<NamedPolicy, NamedPolicy>()
  readonly #refs = new WeakMap<Statement, StatementRef>()
  #suppose: Supposition = () => false
  #lacks: (key: string) => boolean = () => false
  #touched = new Set<Statement>()

  /** The same policy, whose open conditions are answered by the supposition of the moment. */
  open(named: NamedPolicy): NamedPolicy {
    const known = this.#opened.get(named)
    if (known) return known
    const { name, policy } = named
    for (const { statement } of policy.statements) {
      this.#refs.set(statement, statementRef(name, statement))
    }
    const opened = { name, policy: this.#openPolicy(policy) }
    this.#opened.set(named, opened)
    return opened
  }

  /** Asks under a supposition; also answers which statements it decided about. */
  ask<Answer>(
    suppose: Supposition,
    lacks: (key: string) => boolean,
    question: () => Answer,
  ): { readonly answer: Answer; readonly touched: readonly Statement[] } {
    this.#suppose = suppose
    this.#lacks = lacks
    this.#touched = new Set()
    const answer = question()
    return { answer, touched: [...this.#touched] }
  }

  openConditions(statement: Statement, context: RequestContext): OpenStatement {
    const conditions = statement.conditions.filter((one) => !this.#isSettled(one, context))
    const ref = this.#refs.get(statement) ?? statementRef('', statement)
    return { statement: ref, conditions }
  }

  #openPolicy({ document, statements }: CompiledPolicy): CompiledPolicy {
    const opened = statements.map((one) => this.#openStatement(one))
    return { document, statements: opened, candidates: indexStatements(opened) }
  }

  #openStatement(compiled: CompiledStatement): CompiledStatement {
    const { statement, conditions } = compiled
    return { ...compiled, conditions: conditions.map((one) => this.#openOne(statement, one)) }
  }

  #openOne(statement: Statement, compiled: CompiledCondition): CompiledCondition {
    const holds = (context: RequestContext): boolean => {
      if (this.#isSettled(compiled.condition, context)) return compiled.holds(context)
      this.#touched.add(statement)
      return this.#suppose(statement)
    }
    return { ...compiled, holds }
  }

  #isSettled({ key, values }: Condition, context: RequestContext): boolean {
    return [key, ...values.flatMap(variablesIn)].every((name) => {
      const lower = name.toLowerCase()
      return context.has(lower) || this.#lacks(lower)
    })
  }
}
