import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as tables from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { typeCommand } from './command.js'

let api: TestApp
let folder: string
beforeAll(async () => {
  api = await createTestApp()
  folder = await mkdtemp(path.join(tmpdir(), 'vmeste-import-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await api.close()
})

const vmeste = (argv: string[], more: { interruptAt?: RegExp } = {}) => typeCommand(api, folder, argv, more)

let count = 0
/** An organization of its own, whose appeals anyone may read. */
async function addOrganization(settings = {}) {
  count += 1
  const id = `town-${count}`
  const abuse = { proofOfWork: 'never' }
  const all = { languages: ['en'], timeZone: 'America/New_York', appealsVisibility: 'public', abuse, ...settings }
  await vmeste(['organization', 'create', id, '--name', 'en=Town', '--settings', JSON.stringify(all)])
  return id
}
const write = async (name: string, content: string | Uint8Array) => {
  await writeFile(path.join(folder, name), content)
  return name
}
const importAppeals = (organization: string, file: string, ...more: string[]) =>
  vmeste([
    ...['import', 'appeals', file, '--organization', organization, '--time-zone', 'America/New_York'],
    ...['--map', 'externalId=id,category=kind,description=text,receivedAt=made', '--create-categories', ...more],
  ])
const states = 'status=state,closedAt=closed,updatedAt=touched,responsible=agency,answer=reply,deadline=due'
const places = 'address=street,latitude=lat,longitude=lon'
const header = 'id,kind,text,made,state,closed,touched,agency,reply,due,street,lat,lon'
const known = ['--map', `${states},${places}`, '--status', 'New=received,Open=registered,Done=closed']
const listOf = async (organization: string, query = '') =>
  (await api.request(`/v1/organizations/${organization}/appeals?limit=100${query}`)).json.items
const everything = async (organization: string) =>
  api.database
    .select()
    .from(tables.appeals)
    .where(eq(tables.appeals.organizationId, organization))
    .orderBy(tables.appeals.number)

test('requests come with category, place, status and a history, and coming again changes nothing', async () => {
  const organization = await addOrganization()
  const file = await write(
    'register.csv',
    `${header}
7,Pothole,A deep one,2024-04-15T23:30:00,Done,2024-04-16T09:00:00,,Road service,Filled.,2024-04-20,Main St,40.7,-74.0
8,Pothole,Another,2024-04-16T00:10:00,Open,,2024-04-16T01:00:00,,,,,,
9,Graffiti,On a wall,2024-04-16T00:20:00,New,,,,,,Oak St,,
`,
  )
  const first = await importAppeals(organization, file, ...known)
  expect(first).toEqual({ exit: 0, said: ['3 rows read: 3 imported, 0 here already, 0 refused.'] })

  const { json } = await api.request(`/v1/organizations/${organization}/appeals/1`)
  expect(json).toMatchObject({
    status: 'closed',
    category: { code: 'pothole', name: 'Pothole' },
    description: 'A deep one',
    place: { address: 'Main St', latitude: 40.7, longitude: -74 },
    receivedAt: '2024-04-16T03:30:00.000Z',
    deadline: '2024-04-20T04:00:00.000Z',
    closedAt: '2024-04-16T13:00:00.000Z',
    responsible: 'Road service',
    answer: 'Filled.',
  })
  expect(json.history.map(({ status, at }: { status: string; at: string }) => [status, at])).toEqual([
    ['received', '2024-04-16T03:30:00.000Z'],
    ['assigned', '2024-04-16T03:30:00.000Z'],
    ['answered', '2024-04-16T13:00:00.000Z'],
    ['closed', '2024-04-16T13:00:00.000Z'],
  ])
  // What nobody has looked at yet is not public.
  expect((await listOf(organization)).map(({ number }: { number: number }) => number)).toEqual([2, 1])
  expect(await listOf(organization, '&near=40.7001,-74.0&radius=100')).toHaveLength(1)

  const before = await everything(organization)
  expect(before).toHaveLength(3)
  const again = await importAppeals(organization, file, ...known)
  expect(again).toEqual({ exit: 0, said: ['3 rows read: 0 imported, 3 here already, 0 refused.'] })
  expect(await everything(organization)).toEqual(before)
})

test('each row that is refused is told with its line and its cause, and stops none of the others', async () => {
  const organization = await addOrganization()
  const rows = [
    '1,Noise,"Two\r\nlines",2024-04-16',
    '2,Noise,No date,soon',
    '3,Noise,,2024-04-16',
    '4,Noise,Half a place,2024-04-16,,,,,,,,40.7',
    '5,Noise,Off the Earth,2024-04-16,,,,,,,,90.1,0',
    '6,Noise,Unknown status,2024-04-16,Lost',
    '7,Noise,Too short',
    '8,,No category,2024-04-16',
    '9,Noise,From tomorrow,2099-01-01',
    '10,Noise,Closed too soon,2024-04-16,Done,2024-04-15',
    '11,Noise,"Never closed,2024-04-16',
    '12,Noise,Good,2024-04-16',
    '12,Noise,Good again,2024-04-16',
    '13,Noise,A bell \u0007 rings,2024-04-16',
  ]
  // Filled up with empty columns, but for the row that is too short.
  const columns = header.split(',').length
  const whole = rows.map((row) => {
    const commas = row.startsWith('7,') ? 0 : columns - row.split(',').length
    return row + ','.repeat(Math.max(0, commas))
  })
  const file = await write('bad.csv', [header, ...whole, ''].join('\r\n'))
  const { exit, said } = await importAppeals(organization, file, ...known, '--status', '=received')
  expect(exit).toBe(1)
  expect(said.join(' ')).toContain('is not a pair')

  const mapping = await write(
    'statuses.mapping.json',
    JSON.stringify({ status: { from: 'state', values: { '': 'registered', Done: 'closed' } } }),
  )
  const told = await importAppeals(organization, file, '--mapping', mapping, '--map', `${places},closedAt=closed`)
  expect(told.exit).toBe(2)
  expect(told.said).toEqual([
    'line 4: receivedAt: “soon” is not a date and time',
    'line 5: description: it is empty',
    'line 6: latitude, longitude: one is given without the other',
    'line 7: latitude: “90.1” is not an angle in degrees',
    'line 8: status: “Lost” is not among the mapped values',
    'line 9: it has 3 columns, and the first line 13',
    'line 10: category: it is empty',
    'line 11: receivedAt: it is in the future',
    'line 12: closedAt: it is before receivedAt',
    'line 13: a quote is not closed',
    'line 16: description: it holds characters that cannot be kept (“A bell \u0007 rings”)',
    '14 rows read: 2 imported, 1 here already, 11 refused.',
    'Mend the rows that were refused: the same command again adds only them.',
  ])
  expect((await everything(organization)).map(({ description }) => description)).toEqual(['Two\nlines', 'Good'])
})

test('a file of another encoding and another delimiter is read as it says it is, and refused where it does not', async () => {
  const organization = await addOrganization({ languages: ['ru'] })
  const text = 'id;kind;text;made\n1;Дороги;Яма;16.04.2024 10:00\n'
  const windows1251 = Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    return code < 128 ? code : code - 0x350
  })
  const file = await write('cyrillic.csv', windows1251)
  const wrong = await importAppeals(organization, file)
  expect(wrong.exit).toBe(2)
  expect(wrong.said[0]).toBe('line 2: category: it is not in the encoding of the file (see --encoding)')
  const right = await importAppeals(organization, file, '--encoding', 'windows-1251')
  expect(right.said).toEqual(['1 rows read: 1 imported, 0 here already, 0 refused.'])
  expect(await everything(organization)).toMatchObject([{ categoryCode: 'dorogi', description: 'Яма', language: 'ru' }])
  expect((await importAppeals(organization, file, '--encoding', 'klingon')).exit).toBe(1)

  const marked = await write('bom.csv', '\ufeffid\tkind\ttext\tmade\r\n2\tДороги\tЕщё яма\t2024-04-16\r\n')
  expect((await importAppeals(organization, marked)).said).toEqual([
    '1 rows read: 1 imported, 0 here already, 0 refused.',
  ])
})

const many = (rows: number) =>
  `id,kind,text,made\n${Array.from({ length: rows }, (_, index) => `${index},Kind ${index % 7},Row ${index},2024-04-16`).join('\n')}\n`

test('what is interrupted is gone on with, and nothing is there twice', async () => {
  const organization = await addOrganization()
  const file = await write('many.csv', `${many(1200)}\nbroken\n${many(1200).split('\n').slice(1).join('\n')}`)
  const argv = ['import', 'appeals', file, '--organization', organization, '--time-zone', 'UTC', '--create-categories']
  const map = ['--map', 'externalId=id,category=kind,description=text,receivedAt=made']
  const { exit, said } = await vmeste([...argv, ...map], { interruptAt: /line 1203/ })
  expect(exit).toBe(130)
  expect(said.at(-1)).toBe('Interrupted: the same command again goes on from here.')
  expect((await everything(organization)).length).toBe(1200)
  const again = await vmeste([...argv, ...map])
  expect(again.said.at(-2)).toBe('2401 rows read: 0 imported, 2400 here already, 1 refused.')
})

test('two imports of one file at once make one of each appeal, of each number and of each category', async () => {
  const organization = await addOrganization()
  const file = await write('twice.csv', many(1100))
  const told = await Promise.all([importAppeals(organization, file), importAppeals(organization, file)])
  expect(told.map(({ exit }) => exit)).toEqual([0, 0])
  const found = await everything(organization)
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 1100 }, (_, index) => index + 1))
  const { json } = await api.request(`/v1/organizations/${organization}/categories`)
  expect(json.groups).toHaveLength(7)
})

test('numbers that residents know are kept; those counted after them go on from the highest', async () => {
  const organization = await addOrganization()
  const file = await write(
    'numbers.csv',
    'id,kind,text,made,no\na,Noise,One,2024-04-16,500\nb,Noise,Two,2024-04-16,\nc,Noise,Three,2024-04-16,500\n',
  )
  const { exit, said } = await importAppeals(organization, file, '--map', 'number=no')
  expect(exit).toBe(2)
  expect(said[0]).toBe('line 4: number: 500 is another appeal’s'.replace('’', "'"))
  expect((await everything(organization)).map(({ number }) => number)).toEqual([500, 501])
  const sent = await api.request(`/v1/organizations/${organization}/appeals`, {
    body: { category: 'noise', description: 'A new one', consent: true },
  })
  expect(sent.json.number).toBe(502)
})

test('one name in two groups is two categories; the classifier of the organization above is not added to', async () => {
  const organization = await addOrganization()
  const file = await write(
    'groups.csv',
    'id,kind,text,made,family\n1,Loud music,x,2024-04-16,Street\n2,Loud music,y,2024-04-16,Shop\n3,LOUD  MUSIC,z,2024-04-16,Shop\n',
  )
  await importAppeals(organization, file, '--map', 'group=family')
  expect((await everything(organization)).map(({ categoryCode }) => categoryCode)).toEqual([
    'loud-music',
    'shop-loud-music',
    'shop-loud-music',
  ])

  await vmeste(['organization', 'create', 'quarter', '--parent', organization, '--name', 'en=Quarter'])
  const refused = await importAppeals('quarter', file)
  expect(refused.exit).toBe(1)
  expect(refused.said[0]).toContain(`quarter uses the classifier of ${organization}`)
})

test('a command that cannot begin says why in a sentence', async () => {
  const organization = await addOrganization()
  const file = await write('plain.csv', many(1))
  const said = async (...argv: string[]) => (await vmeste(['import', 'appeals', ...argv])).said[0]
  const asked = ['--organization', organization, '--time-zone']
  expect(await said(file, ...asked, 'Mars/Olympus')).toContain("It is one of IANA's")
  expect(await said(file, ...asked, 'UTC')).toMatch(/^The mapping is not complete: externalId: /)
  expect(
    await said('nowhere.csv', ...asked, 'UTC', '--map', 'externalId=id,category=kind,description=text,receivedAt=made'),
  ).toBe('nowhere.csv cannot be read: there is no such file.')
  expect(
    await said(file, ...asked, 'UTC', '--map', 'externalId=key,category=kind,description=text,receivedAt=made'),
  ).toBe('The mapping does not fit: there is no column “key” (there are: id, kind, text, made).')
  const empty = await write('empty.csv', '')
  expect((await importAppeals(organization, empty)).said[0]).toBe('empty.csv cannot be read: it is empty.')
  expect((await importAppeals('atlantis', file)).said[0]).toMatch(/^There is no organization atlantis: make it with/)
})

const classifierOf = async (organization: string) =>
  (await api.request(`/v1/organizations/${organization}/categories`)).json.groups

test('a classifier comes as a flat list, and coming again changes only what differs', async () => {
  const organization = await addOrganization({ languages: ['nl'] })
  const category = { group: 'Afval', group_code: 'afval', code: 'grofvuil', name: 'Grofvuil' }
  const content = (days: number) =>
    JSON.stringify({ language: 'nl', categories: [{ ...category, deadline_days: days, deadline_unit: 'working_day' }] })
  const argv = ['import', 'classifier', 'flat.json', '--organization', organization]
  await write('flat.json', `\ufeff${content(3)}`)
  expect((await vmeste(argv)).said).toEqual(['1 categories: 1 added, 0 changed, 0 as they were.'])
  expect((await vmeste(argv)).said).toEqual(['1 categories: 0 added, 0 changed, 1 as they were.'])
  await write('flat.json', content(5))
  expect((await vmeste(argv)).said).toEqual(['1 categories: 0 added, 1 changed, 0 as they were.'])
  expect(await classifierOf(organization)).toMatchObject([
    { code: 'afval', categories: [{ code: 'grofvuil', deadline: { days: 5, unit: 'working_day' } }] },
  ])
})

test('a classifier that the API answers is one that can be imported', async () => {
  const organization = await addOrganization()
  const groups = [
    {
      code: 'roads',
      name: 'Roads',
      categories: [
        {
          code: 'pothole',
          name: 'Pothole',
          kind: 'appeal',
          deadline: { days: 10, unit: 'calendar_day' },
          place: 'required',
          contact: { name: 'required', email: 'none', phone: 'optional' },
          questions: [
            {
              id: 'depth',
              type: 'choice',
              label: 'How deep?',
              required: true,
              options: [{ id: 'deep', label: 'Deep' }],
            },
          ],
        },
        {
          code: 'other',
          name: 'Other',
          kind: 'message',
          deadline: null,
          place: 'none',
          contact: { name: 'none', email: 'none', phone: 'none' },
          questions: [],
        },
      ],
    },
  ]
  await write('grouped.json', JSON.stringify({ groups }))
  const argv = ['import', 'classifier', 'grouped.json', '--organization', organization]
  expect((await vmeste(argv)).said).toEqual(['2 categories: 2 added, 0 changed, 0 as they were.'])
  expect((await vmeste(argv)).said).toEqual(['2 categories: 0 added, 0 changed, 2 as they were.'])
  expect(await classifierOf(organization)).toEqual(groups)
})

test('a classifier of names alone gets codes in Latin letters', async () => {
  const organization = await addOrganization({ languages: ['ru'] })
  const long = 'Ненадлежащее содержание общего имущества собственников помещений многоквартирного дома'
  const lines = [
    'group;name;deadline_days',
    'ЖКХ;Нет горячей воды (ГВС);3',
    'ЖКХ;Другое;',
    'Дороги;Другое;',
    `ЖКХ;${long};30`,
  ]
  await write('names.csv', lines.join('\n'))
  const argv = ['import', 'classifier', 'names.csv', '--organization', organization]
  expect((await vmeste(argv)).said).toEqual(['4 categories: 4 added, 0 changed, 0 as they were.'])
  expect((await vmeste(argv)).said).toEqual(['4 categories: 0 added, 0 changed, 4 as they were.'])
  const groups = await classifierOf(organization)
  expect(groups.map(({ code }: { code: string }) => code)).toEqual(['zhkkh', 'dorogi'])
  const codes = groups.flatMap(({ categories }: { categories: { code: string }[] }) =>
    categories.map(({ code }) => code),
  )
  expect(codes).toEqual([
    'net-goryachey-vody-gvs',
    'drugoe',
    expect.stringMatching(/^nenadlezhaschee-soderzhanie-obschego-[a-z-]+-[0-9a-z]{8}$/),
    'dorogi-drugoe',
  ])
})

test('a classifier with a mistake is not taken in part, and each mistake is told with its place', async () => {
  const organization = await addOrganization()
  await write(
    'mistakes.csv',
    'group,code,name,deadline_days\nRoads,pothole,Pothole,3\nRoads,Pot hole,,\nRoads,ice,Ice,soon\n',
  )
  const argv = (file: string) => ['import', 'classifier', file, '--organization', organization]
  const { exit, said } = await vmeste(argv('mistakes.csv'))
  expect(exit).toBe(2)
  expect(said[0]).toMatch(/^line 3: code: .+; name: /)
  expect(said[1]).toMatch(/^line 4: deadline_days: /)
  expect(said[2]).toBe('mistakes.csv is not a classifier as it is: nothing was imported.')
  expect(await classifierOf(organization)).toEqual([])

  await write('twice.json', JSON.stringify({ categories: [1, 2].map(() => ({ group: 'A', code: 'b', name: 'B' })) }))
  expect((await vmeste(argv('twice.json'))).said[0]).toBe('the code b is there twice')
  await write('nothing.json', '{')
  expect((await vmeste(argv('nothing.json'))).said[0]).toBe('it is neither JSON nor, by its name, CSV')
  await write('latin1.json', Uint8Array.from([0x7b, 0xe9, 0x7d]))
  expect((await vmeste(argv('latin1.json'))).said[0]).toBe('latin1.json is not UTF-8.')
})
