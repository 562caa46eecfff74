import { expect, test } from 'vitest'
import { type AppealMapping, appealMapping, compileMapping, MappingError } from '../../api/import/mapping.js'

const columns = ['id', 'kind', 'detail', 'street', 'corner', 'town', 'made', 'state']
const mapping: AppealMapping = { externalId: 'id', category: 'kind', description: 'detail', receivedAt: 'made' }
const row = (given: Record<string, string>) => ({
  ...Object.fromEntries(columns.map((column) => [column, ''])),
  ...given,
})
const readAddress = (address: AppealMapping['address'], given: Record<string, string>) =>
  compileMapping({ ...mapping, address }, columns).text.address(row(given))

test('a template leaves out what separates where there is nothing to separate', () => {
  const address = '{street} / {corner}, {town}'
  expect(readAddress(address, { street: 'Main', corner: 'Oak', town: 'Bronx' })).toBe('Main / Oak, Bronx')
  expect(readAddress(address, { street: 'Main', town: 'Bronx' })).toBe('Main, Bronx')
  expect(readAddress(address, { town: 'Bronx' })).toBe('Bronx')
  expect(readAddress(address, {})).toBe('')
})

test('of several, the first that the row fills is taken, else the first it fills in part', () => {
  const address = ['{street}, {town}', '{corner}, {town}']
  expect(readAddress(address, { corner: 'Oak', town: 'Bronx' })).toBe('Oak, Bronx')
  expect(readAddress(address, { corner: 'Oak' })).toBe('Oak')
})

test('a status is found whatever its case; one that is not mapped is told as it is', () => {
  const { status } = compileMapping(
    { ...mapping, status: { from: 'state', values: { 'In Progress': 'in_progress' } } },
    columns,
  )
  expect(status(row({ state: 'IN PROGRESS' }))).toEqual({ said: 'IN PROGRESS', status: 'in_progress' })
  expect(status(row({ state: 'constructor' }))).toEqual({ said: 'constructor', status: undefined })
  expect(compileMapping({ ...mapping, status: 'state' }, columns).status(row({ state: 'closed' })).status).toBe(
    'closed',
  )
  expect(compileMapping(mapping, columns).status(row({})).status).toBe('received')
})

test('a column that the file has not, or has twice, is named', () => {
  expect(() => compileMapping({ ...mapping, address: '{street}, {city}' }, columns)).toThrow(MappingError)
  expect(() => compileMapping({ ...mapping, address: 'city' }, columns)).toThrow('there is no column “city”')
  expect(() => compileMapping(mapping, [...columns, 'id'])).toThrow('there are 2 columns “id”')
})

test('a mapping names what it must, and nothing that is unknown', () => {
  expect(appealMapping.safeParse({ ...mapping, adress: 'street' }).success).toBe(false)
  expect(appealMapping.safeParse({ ...mapping, externalId: undefined }).success).toBe(false)
  expect(appealMapping.safeParse({ ...mapping, status: { from: 'state', values: { x: 'open' } } }).success).toBe(false)
})
