import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approval } from '../../api/polls/counting/approval.js'
import { borda } from '../../api/polls/counting/borda.js'
import type { Count, Ranked } from '../../api/polls/counting/count.js'
import { instantRunoff } from '../../api/polls/counting/instant-runoff.js'
import { pairwise } from '../../api/polls/counting/pairwise.js'
import { plurality } from '../../api/polls/counting/plurality.js'
import { schulze } from '../../api/polls/counting/schulze.js'
import { tieOrder } from '../../api/polls/counting/ties.js'
import { type Box, counted, letters, preferring, ranked, rankedBox, votersIn } from './counting.fixture.js'

/** https://en.wikipedia.org/wiki/Tennessee_example : where Tennessee's capital should be, in percent of its voters. */
const tennessee: Box<string[]> = [
  [['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'], 42],
  [['Nashville', 'Chattanooga', 'Knoxville', 'Memphis'], 26],
  [['Chattanooga', 'Knoxville', 'Nashville', 'Memphis'], 15],
  [['Knoxville', 'Chattanooga', 'Nashville', 'Memphis'], 17],
]
const cities = ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville']

describe('the capital of Tennessee, the example of the encyclopedia,', () => {
  test('is Memphis by plurality', () => {
    const { winner, scores, ties } = counted(
      plurality(cities),
      tennessee.map(([[first = ''], count]) => [first, count]),
    )
    expect(winner).toBe('Memphis')
    expect(scores.map(({ score }) => score)).toEqual([42, 26, 15, 17])
    expect(ties).toEqual([])
  })

  test('is Nashville by approval of the first two', () => {
    const box: Box<string[]> = tennessee.map(([ranking, count]) => [ranking.slice(0, 2), count])
    const { winner, scores } = counted(approval(cities), box)
    expect([winner, ...scores.map(({ score }) => score)]).toEqual(['Nashville', 42, 68, 58, 32])
  })

  test('is Nashville by the Borda count', () => {
    const { ranking, scores } = counted(borda(cities), tennessee)
    expect(scores.map(({ score }) => score)).toEqual([126, 194, 173, 107])
    expect(ranking).toEqual(['Nashville', 'Chattanooga', 'Memphis', 'Knoxville'])
  })

  test('is Knoxville by instant runoff, in three rounds', () => {
    const { winner, ranking, rounds } = counted(instantRunoff(cities), tennessee)
    expect([winner, ...ranking]).toEqual(['Knoxville', 'Knoxville', 'Memphis', 'Nashville', 'Chattanooga'])
    expect(rounds.map(({ counts, out }) => [...counts.map(({ count }) => count), out])).toEqual([
      [42, 26, 15, 17, 'Chattanooga'],
      [42, 26, 32, 'Nashville'],
      [42, 58, null],
    ])
  })

  test('is Nashville by Schulze’s method, for it beats every other city', () => {
    const { winner, matrix } = counted(schulze(cities), tennessee)
    expect(winner).toBe('Nashville')
    expect(matrix[1]).toEqual([58, 0, 68, 68])
  })
})

describe('Schulze’s method', () => {
  test('elects d in the first example of his paper (arXiv:1804.02973, 3.1), with its matrices', () => {
    const { ranking, matrix, strengths } = counted(
      schulze(['a', 'b', 'c', 'd']),
      ranked(`8 acdb
              2 badc
              4 cdba
              4 dbac
              3 dcba`),
    )
    expect(matrix).toEqual([
      [0, 8, 14, 10],
      [13, 0, 6, 2],
      [7, 15, 0, 12],
      [11, 19, 9, 0],
    ])
    expect(strengths).toEqual([
      [0, 14, 14, 12],
      [13, 0, 13, 12],
      [13, 15, 0, 12],
      [13, 19, 13, 0],
    ])
    expect(ranking).toEqual(['d', 'a', 'c', 'b'])
  })

  test('ranks e > a > c > b > d in the example of https://en.wikipedia.org/wiki/Schulze_method', () => {
    const { ranking, ties } = counted(
      schulze(letters),
      ranked(`5 acbed
              5 adecb
              8 bedac
              3 cabed
              7 caebd
              2 cbade
              7 dceba
              8 ebadc`),
    )
    expect([ranking.join(''), ties]).toEqual(['eacbd', []])
  })

  test('elects whoever beats every other one by one', () => {
    fc.assert(
      fc.property(rankedBox(), (box) => {
        const beats = (one: string, other: string) => preferring(box, one, other) > preferring(box, other, one)
        const condorcet = letters.find((one) => letters.every((other) => one === other || beats(one, other)))
        fc.pre(condorcet !== undefined)
        expect(counted(schulze(letters), box).winner).toBe(condorcet)
      }),
      { numRuns: 400 },
    )
  })

  test('never elects whoever loses to every other one by one', () => {
    fc.assert(
      fc.property(rankedBox(), (box) => {
        const loses = (one: string, other: string) => preferring(box, one, other) < preferring(box, other, one)
        const loser = letters.find((one) => letters.every((other) => one === other || loses(one, other)))
        fc.pre(loser !== undefined)
        expect(counted(schulze(letters), box).ranking.at(-1)).toBe(loser)
      }),
      { numRuns: 400 },
    )
  })

  test('elects, of options that nothing tells apart, the first in the order of ties, and says so', () => {
    const box = ranked('1 ab\n1 ba')
    expect(counted(schulze(['a', 'b']), box)).toMatchObject({ winner: 'a', ties: [['a', 'b']] })
    expect(counted(schulze(['b', 'a']), box)).toMatchObject({ winner: 'b', ties: [['b', 'a']] })
  })
})

test('pairs are compared as they are ballot by ballot, also by ballots that leave options out', () => {
  fc.assert(
    fc.property(rankedBox(), (box) => {
      const { matrix } = counted(pairwise(letters), box)
      expect(matrix).toEqual(
        letters.map((one) => letters.map((other) => (one === other ? 0 : preferring(box, one, other)))),
      )
    }),
  )
})

test('Borda’s score of an option is the number of its wins over others, and half its draws', () => {
  fc.assert(
    fc.property(rankedBox(), (box) => {
      const voters = votersIn(box)
      const expected = letters.map((one) =>
        letters
          .filter((other) => other !== one)
          .reduce((sum, other) => {
            const [wins, losses] = [preferring(box, one, other), preferring(box, other, one)]
            return sum + wins + (voters - wins - losses) / 2
          }, 0),
      )
      expect(counted(borda(letters), box).scores.map(({ score }) => score)).toEqual(expected)
    }),
  )
})

test('the first choice of more than half wins by plurality, and by instant runoff in one round', () => {
  fc.assert(
    fc.property(rankedBox(), fc.constantFrom(...letters), (box, favourite) => {
      const majority: Box<string[]> = [...box, [[favourite], votersIn(box) + 1]]
      const firsts: Box<string> = majority.map(([[first = ''], count]) => [first, count])
      expect(counted(plurality(letters), firsts).winner).toBe(favourite)
      const { winner, rounds } = counted(instantRunoff(letters), majority)
      expect([winner, rounds.length]).toEqual([favourite, 1])
    }),
  )
})

test('in every round of an instant runoff each ballot counts once, and the last has a majority', () => {
  fc.assert(
    fc.property(rankedBox(), (box) => {
      const { rounds, winner, ranking } = counted(instantRunoff(letters), box)
      for (const { counts, exhausted } of rounds)
        expect(counts.reduce((sum, { count }) => sum + count, exhausted)).toBe(votersIn(box))
      const last = rounds.at(-1)?.counts ?? []
      const of = last.find(({ id }) => id === winner)?.count ?? 0
      const continuing = last.reduce((sum, { count }) => sum + count, 0)
      expect(of * 2 > continuing || last.every(({ count }) => count <= of)).toBe(true)
      expect(ranking.toSorted()).toEqual([...letters])
    }),
  )
})

test('who goes out of an instant runoff has the fewest, and of several the last in the order of ties', () => {
  const box = ranked('3 a\n2 bc\n2 cb')
  const { rounds, ties, winner } = counted(instantRunoff(['a', 'b', 'c']), box)
  expect([rounds[0]?.out, ties[0], winner]).toEqual(['c', ['b', 'c'], 'b'])
  expect(counted(instantRunoff(['c', 'b', 'a']), box)).toMatchObject({ winner: 'c', rounds: [{ out: 'b' }, {}] })
})

const rules: Record<string, (tieOrder: readonly string[]) => Count<readonly string[], Ranked>> = {
  borda,
  instantRunoff,
  schulze,
}
describe.each(Object.entries(rules))('%s', (_, rule) => {
  test('does not depend on the order of the ballots, or on how alike ones are grouped', () => {
    fc.assert(
      fc.property(rankedBox(), (box) => {
        const singly = box.flatMap(([ballot, count]) => Array.from({ length: count }, () => [ballot, 1] as const))
        expect(counted<readonly string[], unknown>(rule(letters), singly.toReversed())).toEqual(
          counted<readonly string[], unknown>(rule(letters), box),
        )
      }),
    )
  })

  test('treats all options alike: when they change names, the result changes names', () => {
    fc.assert(
      fc.property(rankedBox(), fc.shuffledSubarray([...letters], { minLength: letters.length }), (box, names) => {
        const renamed = (id: string) => names[(letters as readonly string[]).indexOf(id)] ?? ''
        const { winner, ranking } = counted(rule(letters), box)
        const other = counted(
          rule(letters.map(renamed)),
          box.map(([ballot, count]) => [ballot.map(renamed), count]),
        )
        expect([other.winner, other.ranking]).toEqual([renamed(winner ?? ''), ranking.map(renamed)])
      }),
    )
  })

  test('elects nobody where nobody voted, counts nothing that is not offered, and a doubled option once', () => {
    expect(rule(letters).result()).toMatchObject({ winner: null, ranking: [...letters] })
    const odd = counted(rule(['a', 'b']), [[['x', 'b', 'b', 'y', 'a'], 1]])
    expect(odd).toEqual(counted(rule(['a', 'b']), [[['b', 'a'], 1]]))
  })
})

describe('ties', () => {
  test('go by the order of the poll', async () => {
    expect(await tieOrder(letters, { by: 'order' })).toEqual([...letters])
  })

  // printf %s 'Hanty 2026-12-01:a' | sha256sum
  test('or by lots that anyone can draw again from the seed', async () => {
    expect(await tieOrder(letters, { by: 'lot', seed: 'Hanty 2026-12-01' })).toEqual(['d', 'b', 'e', 'a', 'c'])
  })

  test('whose order does not depend on how the poll lists the options', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...letters], { minLength: 5 }), fc.string(), async (options, seed) => {
        expect(await tieOrder(options, { by: 'lot', seed })).toEqual(await tieOrder(letters, { by: 'lot', seed }))
      }),
    )
  })
})
