import type { CreatedAppeal, NewAppeal } from '../appeals/contract.js'
import type { Attachment } from '../attachments/contract.js'
import type { FoundCategory } from '../classifier/find.js'
import type { ownApi, ProblemDocument } from '../platform/own-api.js'
import { Refusal } from './query.js'
import { toAnswer } from './services.js'

/** The fields of a form, each with all its values. */
export type Form = ReadonlyMap<string, readonly (string | File)[]>

/**
 * Sends a service request as an appeal, by the API everyone uses and with its rules; who has the key vouches for the
 * resident's consent.
 * @param api of the organization, as the holder of the key.
 * @throws {Refusal}
 */
export async function createRequest(
  form: Form,
  category: Pick<FoundCategory, 'code' | 'questions'> & { name: string },
  api: ReturnType<typeof ownApi>,
): Promise<CreatedAppeal> {
  const attachments: string[] = []
  for (const file of filesIn(form)) {
    const body = new FormData()
    body.append('file', file)
    const uploaded = await api<Attachment>('/attachments', { body })
    if (!uploaded.ok) throw refusalOf(uploaded.problem)
    attachments.push(uploaded.data.id)
  }
  const sent = await api<CreatedAppeal>('/appeals', { body: { ...toAppeal(form, category), attachments } })
  if (!sent.ok) throw refusalOf(sent.problem)
  return sent.data
}

const filesIn = (form: Form): File[] =>
  [...form].flatMap(([name, values]) =>
    /^media(\[\])?$/.test(name) ? values.filter((value): value is File => value instanceof File && value.size > 0) : [],
  )

function toAppeal(form: Form, { code, name, questions }: Parameters<typeof createRequest>[1]): NewAppeal {
  const given = (field: string) => {
    const [value] = form.get(field) ?? []
    // Forms send line ends as CR LF.
    return typeof value === 'string' && value.trim() !== '' ? value.trim().replace(/\r\n?/g, '\n') : undefined
  }
  const [lat, long] = [given('lat'), given('long')]
  if ((lat === undefined) !== (long === undefined)) throw new Refusal('lat and long are given both, or neither.')
  const isNumber = (value: string | undefined) => value === undefined || Number.isFinite(Number(value))
  if (!isNumber(lat) || !isNumber(long)) throw new Refusal('lat and long are degrees, such as 37.76524078.')
  const address = given('address_string') ?? given('address_id')
  const person = [given('first_name'), given('last_name')].filter(Boolean).join(' ')
  const answers = questions.flatMap(({ id, type }) => {
    const values = [...(form.get(`attribute[${id}]`) ?? []), ...(form.get(`attribute[${id}][]`) ?? [])]
    const texts = values.filter((value) => typeof value === 'string' && value.trim() !== '')
    return texts.length > 0 ? [[id, toAnswer({ type }, texts.join(', '))]] : []
  })
  return {
    category: code,
    // Optional there, needed here: what it is about says at least something.
    description: [given('description') ?? name, given('media_url')].filter(Boolean).join('\n\n'),
    ...((lat !== undefined || address !== undefined) && {
      place: { ...(address && { address }), ...(lat && long && { latitude: Number(lat), longitude: Number(long) }) },
    }),
    contact: { name: person, email: given('email') ?? '', phone: given('phone') ?? '' },
    answers: Object.fromEntries(answers),
    consent: true,
  }
}

/** Each thing that is wrong with a request, under the name by which the client sent it. */
const fieldNames: [pointer: RegExp, name: string][] = [
  [/^\/answers\/(.+)$/, 'attribute[$1]'],
  [/^\/contact\/name$/, 'first_name'],
  [/^\/contact\/(email|phone)$/, '$1'],
  [/^\/place\/latitude$/, 'lat'],
  [/^\/place\/longitude$/, 'long'],
  [/^\/place(\/address)?$/, 'address_string'],
  [/^\/(\w+).*$/, '$1'],
]

function refusalOf({ status, detail, errors = [] }: ProblemDocument): Refusal {
  if (status === 401 || status === 403) return new Refusal('The api_key is missing, or is not valid here.', 403)
  const named = errors.map(({ pointer, detail }) => {
    const [pattern, name] = fieldNames.find(([each]) => each.test(pointer)) ?? []
    return `${pattern && name ? pointer.replace(pattern, name) : pointer}: ${detail}`
  })
  return new Refusal(named.length > 0 ? named : [detail], status === 404 ? 404 : 400)
}
