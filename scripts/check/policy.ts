// `npm run check:policy`: the laws of test/policy/laws.ts on random worlds for ten minutes, or for
// as many seconds as the argument says. A seed that breaks one is printed, and repeats it.

import { agreesWithSpec, checkLaw, LAWS } from '../../test/policy/laws.ts'

const laws = Object.entries({
  'the engine decides as the reference authorizer does': agreesWithSpec,
  ...LAWS,
})
const RUNS_A_ROUND = 2000
const seconds = Number(process.argv[2] ?? 600)
const firstSeed = Number(process.argv[3] ?? Date.now() % 2 ** 31)
const end = performance.now() + seconds * 1000

console.log(`seeds from ${firstSeed}; \`npm run check:policy -- 1 SEED\` repeats a round`)
const telling = new Map<string, number>()
let round = 0
do {
  const seed = firstSeed + round
  for (const [sentence, law] of laws) {
    try {
      const count = checkLaw(law, { numRuns: RUNS_A_ROUND, seed })
      telling.set(sentence, (telling.get(sentence) ?? 0) + count)
    } catch (thrown) {
      console.log(`broken with seed ${seed}: ${sentence}`)
      throw thrown
    }
  }
  round += 1
} while (performance.now() < end)

for (const [sentence, count] of telling) console.log(`${count} worlds: ${sentence}`)
console.log(`${round} seeds, every law held`)
