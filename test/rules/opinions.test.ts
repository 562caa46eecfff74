import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ballot, findOpinions } from '../../api/discussions/opinions/groups.js'

/** A ballot as written: `+` agrees, `-` disagrees, `0` is unsure, a space did not vote. */
const ballot = (votes: string): Ballot => {
  const voted = [...votes].map((vote, statement) => ({ vote, statement })).filter(({ vote }) => vote !== ' ')
  return {
    statements: voted.map(({ statement }) => statement),
    values: voted.map(({ vote }) => ({ '+': 1, '-': -1 })[vote] ?? 0),
  }
}
const many = (count: number, votes: string) => Array.from({ length: count }, () => ballot(votes))

test('two camps that share one wish are told apart, and what each says and both share is found', async () => {
  const ballots = [...many(30, '++++----+'), ...many(4, '+++ -0--+'), ...many(20, '----+++++'), ...many(3, '--0-+ +++')]
  const { voters, groups, shared } = await findOpinions(ballots, 9)
  expect(voters).toBe(57)
  expect(groups.map(({ voters }) => voters)).toEqual([34, 23])
  expect(shared).toEqual([{ statement: 8, says: 'agree', voters: 57, of: 57 }])
  const [large, small] = groups
  expect(new Set(large?.says.map(({ statement, says }) => `${statement} ${says}`)).size).toBe(5)
  for (const { statement, says } of large?.says ?? []) expect(says).toBe(statement < 4 ? 'agree' : 'disagree')
  for (const { statement, says } of small?.says ?? []) expect(says).toBe(statement < 4 ? 'disagree' : 'agree')
  // They stand apart by more than they spread.
  const apart = Math.hypot((large?.x ?? 0) - (small?.x ?? 0), (large?.y ?? 0) - (small?.y ?? 0))
  expect(apart).toBeGreaterThan((large?.radius ?? 0) + (small?.radius ?? 0))
})

test('three camps are three groups', async () => {
  const ballots = [...many(12, '+++---000---'), ...many(11, '---+++---000'), ...many(10, '000---+++---')]
  const { groups } = await findOpinions(ballots, 12)
  expect(groups.map(({ voters }) => voters)).toEqual([12, 11, 10])
})

test('where all think alike there are no groups, nor of fewer than five', async () => {
  const alike = await findOpinions(many(40, '++-+0++'), 7)
  expect(alike.groups).toEqual([])
  expect(alike.shared.map(({ statement, says }) => `${statement} ${says}`)).toContain('2 disagree')
  const lonely = await findOpinions([...many(40, '++++++++'), ...many(4, '--------')], 8)
  expect(lonely.groups).toEqual([])
})

test('who voted on less than seven is not placed, and a large group alone makes no consensus', async () => {
  const { voters, shared } = await findOpinions([...many(90, '+++++++-'), ...many(30, '+------+'), ...many(9, '++')], 8)
  expect(voters).toBe(120)
  expect(shared.map(({ statement }) => statement)).toEqual([0])
})

test('whatever is voted: groups are of five or more and hold everyone, counts are no more than votes, the same comes again', async () => {
  const votes = fc.array(fc.constantFrom('+', '-', '0', ' '), { minLength: 9, maxLength: 9 })
  await fc.assert(
    fc.asyncProperty(fc.array(votes, { maxLength: 80 }), async (all) => {
      const ballots = all.map((one) => ballot(one.join('')))
      const found = await findOpinions(ballots, 9)
      expect(await findOpinions(ballots, 9)).toEqual(found)
      const { groups, voters, shared } = found
      if (groups.length > 0) expect(groups.reduce((sum, group) => sum + group.voters, 0)).toBe(voters)
      for (const { voters, x, y, squares } of groups) {
        expect(voters).toBeGreaterThanOrEqual(5)
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1)
        for (const square of squares) expect(square.voters).toBeGreaterThanOrEqual(5)
      }
      for (const said of [...shared, ...groups.flatMap(({ says }) => says)]) {
        expect(said.of).toBeGreaterThanOrEqual(5)
        expect(said.voters).toBeLessThanOrEqual(said.of)
      }
    }),
    { numRuns: 40 },
  )
})
