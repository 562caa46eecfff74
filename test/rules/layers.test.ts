import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Every import of a folder: in which file, whether of types alone, and from where. */
const importsOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(`${folder}/${file}`, 'utf8')
      return [...source.matchAll(/^(?:import|export) (type )?[^'"]*?from '(\.[^']+)'/gms)].map(
        ([, isType, from = '']) => ({ file: `${folder}/${file}`, isType: isType !== undefined, from }),
      )
    })
const told = ({ file, from }: { file: string; from: string }) => `${file} imports ${from}`

test('the API knows neither the SDK nor the elements', () => {
  const wrong = importsOf('api').filter(({ from }) => /^(\.\.\/)+(sdk|widgets)\//.test(from))
  expect(wrong.map(told)).toEqual([])
})

test('the SDK and the elements take of the API types alone, and those of contracts, which lead to no database', () => {
  const taken = [...importsOf('sdk'), ...importsOf('widgets')].filter(({ from }) => /^(\.\.\/)+api\//.test(from))
  expect(taken.length).toBeGreaterThan(30)
  expect(
    taken.filter(({ isType, from }) => !isType || /(routes|tables|queries|services)\.js$/.test(from)).map(told),
  ).toEqual([])
})
