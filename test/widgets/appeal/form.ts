import type { CreatedAppeal } from '../../../sdk/appeals.js'
import type { Category, Classifier, Organization } from '../../../sdk/organization.js'
import type { VmesteAppeal } from '../../../widgets/appeal/appeal.js'
import '../../../widgets/appeal/define.js'
import { find, findAll, show, until } from '../shared/page.js'
import { type Reply, type Stub, stub } from '../shared/stub.js'

/** A town whose tiles nobody has. */
export const town = (members: Partial<Organization> = {}): Organization => ({
  id: 'town',
  name: 'The Town',
  kind: 'municipal',
  parent: null,
  languages: ['en', 'ru'],
  timeZone: 'Asia/Yekaterinburg',
  contacts: { phone: '+7 3467 55-01-01', email: 'town@town.example' },
  features: { appeals: true, polls: true, discussions: true },
  identity: { appeals: ['anonymous'], polls: ['anonymous'], discussions: ['anonymous'] },
  look: {},
  appealsVisibility: 'public',
  consent: { text: 'I agree.', url: 'https://town.example/privacy' },
  map: {
    tiles: `${location.origin}/no-tiles/{z}/{x}/{y}.png`,
    attribution: '© Nobody',
    center: { latitude: 61, longitude: 69 },
    zoom: 13,
  },
  pushKey: null,
  ...members,
})

export const category = (members: Partial<Category> & Pick<Category, 'code' | 'name'>): Category => ({
  kind: 'message',
  deadline: { days: 8, unit: 'working_day' },
  place: 'optional',
  contact: { name: 'none', email: 'optional', phone: 'none' },
  questions: [],
  ...members,
})

export const potholes = category({ code: 'potholes', name: 'Ямы на дороге' })
export const bus = category({
  code: 'bus',
  name: 'Автобус не пришёл',
  place: 'required',
  contact: { name: 'required', email: 'required', phone: 'optional' },
  questions: [
    { id: 'route', type: 'text', label: 'Route', required: true },
    { id: 'wait', type: 'number', label: 'Minutes', required: false },
    { id: 'date', type: 'date', label: 'Date', required: false },
    {
      id: 'seen',
      type: 'choice',
      label: 'Was it seen?',
      required: true,
      options: [
        { id: 'yes', label: 'Yes, it passed by' },
        { id: 'no', label: 'No' },
      ],
    },
    {
      id: 'plate-number',
      type: 'text',
      label: 'Its number',
      required: true,
      when: { question: 'seen', equals: 'yes' },
    },
  ],
})
export const secret = category({
  code: 'secret',
  name: 'Открытый люк',
  contact: { name: 'none', email: 'none', phone: 'none' },
})

export const classifier: Classifier = {
  groups: [
    { code: 'roads', name: 'Дороги', categories: [potholes, secret] },
    { code: 'transport', name: 'Общественный транспорт', categories: [bus] },
    { code: 'other', name: 'Другое', categories: [category({ code: 'other', name: 'Другой вопрос' })] },
  ],
}

export const created: CreatedAppeal = {
  number: 1042,
  secret: 'the-secret',
  link: 'https://town.example/o/town/appeals/1042#the-secret',
  status: 'received',
  receivedAt: '2026-01-12T09:00:00Z',
  deadline: '2026-01-22T18:59:59Z',
}
export const accepted: Reply = { status: 201, body: created }

/** An API that takes appeals, and what a test does with the form. */
export async function form({ organization = town(), groups = classifier.groups } = {}) {
  const api: Stub = stub()
  const answers: Promise<void>[] = [
    api.answer('GET ', { body: organization }),
    api.answer('GET /categories', { body: { groups } }),
    api.answer('POST /appeals', accepted),
    api.answer('POST /appeals/similar', { body: { items: [] } }),
    api.answer('POST /attachments', { status: 201, body: { id: crypto.randomUUID() } }),
  ]
  await Promise.all(answers)
  return api
}

export const element = (api: Stub, attributes = '') =>
  show<VmesteAppeal>(
    `<vmeste-appeal api="${location.origin}" organization="${api.organization}" ${attributes}><a href="#way-out">The form’s own page</a></vmeste-appeal>`,
  )

export const type = async (shown: VmesteAppeal, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) {
    const input = await until(() => find<HTMLInputElement>(shown, `[id="${name}"]`))
    input.value = value
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  await shown.updateComplete
}

export const topic = async (shown: VmesteAppeal, name: string) => {
  const button = await until(() => findAll(shown, '.topics button').find((one) => one.textContent?.includes(name)))
  button.click()
  await until(() => find(shown, '#description'))
}

/** Presses what leads on: Next, or Send. After the first step, what others have reported is asked for. */
export const next = async (shown: VmesteAppeal) => {
  const button = find(shown, '.actions .primary')
  const isAsked = button.textContent?.trim() === 'Next'
  button.click()
  await shown.updateComplete
  if (isAsked) await until(() => !find(shown, '.actions .primary').matches('[aria-disabled=true]'))
}

export const press = async (shown: VmesteAppeal, words: string) => {
  const button = await until(() => findAll(shown, 'button').find((one) => one.textContent?.trim() === words))
  button.click()
  await shown.updateComplete
}

export const choose = async (shown: VmesteAppeal, value: string) => {
  find(shown, `[value=${value}]`).click()
  await shown.updateComplete
}

/** Fills the form for a pothole, up to the review. */
export async function fillIn(shown: VmesteAppeal, values: Record<string, string> = {}) {
  await topic(shown, 'Ямы')
  await type(shown, { description: 'A hole', ...values })
  await next(shown)
  await until(() => find(shown, '#contact-email'))
  await next(shown)
  await until(() => find(shown, '[name=consent]'))
}

export const attach = async (shown: VmesteAppeal, ...files: File[]) => {
  const input = find<HTMLInputElement>(shown, '[type=file]')
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  input.files = transfer.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await shown.updateComplete
}

/** A photo as a camera would make it, only of one colour. */
export async function photo(name = 'hole.png', size = 40): Promise<File> {
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
  context.fillStyle = 'rgb(200, 30, 30)'
  context.fillRect(0, 0, size, size)
  return new File([await canvas.convertToBlob({ type: 'image/png' })], name, { type: 'image/png' })
}

export const letter = (name = 'letter.pdf') => new File(['%PDF-1.4'], name, { type: 'application/pdf' })

const askedAt = async (api: Stub, at: string) => (await api.asked(`POST ${at}`)).filter(({ path }) => path === at)
export const sent = async (api: Stub) => (await askedAt(api, '/appeals')).map(({ body }) => body)
export const keys = async (api: Stub, path = '/appeals') =>
  (await askedAt(api, path)).map(({ headers }) => headers['idempotency-key'])
