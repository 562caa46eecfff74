import type { NewTransition } from '../../api/appeals/contract.js'
import * as tables from '../../api/platform/schema.js'
import type { TestApp } from './app.js'

type CategoryRow = typeof tables.categories.$inferInsert

/** A category of the region's classifier that asks for nothing, unless told otherwise; `days` is its deadline in working days. */
export async function addCategory(api: TestApp, given: Partial<CategoryRow> & { code: string }, days?: number) {
  const row: CategoryRow = {
    organizationId: 'ugra',
    groupCode: 'roads',
    groupNames: { ru: 'Дороги', en: 'Roads' },
    names: { ru: `Тема ${given.code}`, en: `Topic ${given.code}` },
    kind: 'message',
    place: 'optional',
    contact: { name: 'none', email: 'none', phone: 'none' },
    questions: [],
    position: 1,
    isActive: true,
    ...given,
  }
  await api.database.insert(tables.categories).values(row)
  if (days === undefined) return
  const { organizationId, code } = row
  await api.database
    .insert(tables.categoryDeadlines)
    .values({ organizationId, categoryCode: code, validFrom: '2026-01-01', days, unit: 'working_day' })
}

/** Sends an appeal about a pothole, or what is given. */
export const send = (api: TestApp, given: Record<string, unknown> = {}, headers?: Record<string, string>) =>
  api.request('/appeals', {
    body: { category: 'potholes', description: 'A hole as deep as a boot', consent: true, ...given },
    headers,
  })

export const as = (secretOrKey: string) => ({ authorization: `Bearer ${secretOrKey}` })

/** Takes the appeal through these steps, as an officer. */
export async function take(api: TestApp, key: string, number: number, ...steps: NewTransition[]) {
  let last = { status: 0, json: undefined }
  for (const body of steps) last = await api.request(`/appeals/${number}/transitions`, { body, headers: as(key) })
  return last
}

/** Uploads a file under a name, and optionally as a type that it claims to be. */
export async function upload(
  api: TestApp,
  content: Uint8Array | string,
  name = 'photo.jpg',
  { type, headers }: { type?: string; headers?: Record<string, string> } = {},
) {
  const form = new FormData()
  form.append('file', new File([typeof content === 'string' ? content : new Uint8Array(content)], name, { type }))
  return sendForm(api, form, headers)
}

export async function sendForm(api: TestApp, body: FormData, headers?: Record<string, string>) {
  const response = await api.app.request('http://api.test/v1/organizations/hanty/attachments', {
    method: 'POST',
    body,
    headers: { 'accept-language': 'en', ...headers },
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests assert on the value itself
  return { status: response.status, headers: response.headers, json: (await response.json()) as any }
}

/** The smallest whole PDF: one empty page. */
export const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000053 00000 n 
0000000103 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
162
%%EOF
`
