import type { RecoveryPlan } from '../../../../src/doctor/index.ts'

/** What a change of policy means, a line a point. */
export function ChangeLines({ lines }: Pick<RecoveryPlan, 'lines'>) {
  return (
    <div className="document unified changes">
      <pre>
        {lines.map(({ sign, text }, index) => (
          <code key={index} className={CLASSES[sign]}>{`${sign} ${text}\n`}</code>
        ))}
      </pre>
    </div>
  )
}

const CLASSES = { '+': 'added', '-': 'removed', ' ': '' } as const
