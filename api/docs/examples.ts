import type { Category, Classifier } from '../classifier/contract.js'
import type { Discussion } from '../discussions/contract.js'
import type { Organization } from '../organizations/contract.js'
import type { OwnAnswer } from '../platform/own-api.js'
import type { Poll } from '../polls/contract.js'
import type { Document, Operation } from './openapi.js'

/** What the examples speak about: things that exist on this very server, so that a pasted command works. */
export interface Demo {
  organization: string
  poll?: Poll
  discussion?: Discussion
  category?: Category
  /** One that is open. */
  campaign?: string
  place?: { latitude: number; longitude: number }
  /** Of its map. */
  tiles?: string
  /** Of an appeal that is open. */
  number?: number
}

export interface ExampleRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: unknown
  /** A file to send as multipart. */
  file?: string
}

type Call = <Data>(path: string) => Promise<OwnAnswer<Data>>

/** Looks up what the demonstration organization offers now; names alone where there is none. */
export async function findDemo(call: Call, organization = 'hanty-mansiysk'): Promise<Demo> {
  const base = `/v1/organizations/${organization}`
  const profile = await read<Organization>(call, base)
  if (!profile) return { organization }
  const [polls, discussions, classifier, appeals, campaigns] = await Promise.all([
    read<{ items: Poll[] }>(call, `${base}/polls?limit=1`),
    read<{ items: Discussion[] }>(call, `${base}/discussions?limit=1`),
    read<Classifier>(call, `${base}/categories`),
    read<{ items: { number: number }[] }>(call, `${base}/appeals?status=open&limit=1`),
    read<{ items: { id: string }[] }>(call, `${base}/campaigns`),
  ])
  return {
    organization,
    poll: polls?.items[0],
    discussion: discussions?.items[0],
    category: classifier?.groups[0]?.categories[0],
    place: profile.map.center,
    tiles: profile.map.tiles,
    number: appeals?.items[0]?.number,
    campaign: campaigns?.items[0]?.id,
  }
}

async function read<Data>(call: Call, path: string): Promise<Data | undefined> {
  const answer = await call<Data>(path)
  return answer.ok ? answer.data : undefined
}

/** A request that does what an operation is for. `$KEY` and `$SECRET` stand for what only the caller has. */
export function exampleRequest(path: string, method: string, operation: Operation, demo: Demo): ExampleRequest {
  const parameters: Record<string, string> = {
    organization: demo.organization,
    poll: demo.poll?.id ?? 'POLL',
    discussion: demo.discussion?.id ?? 'DISCUSSION',
    campaign: demo.campaign ?? 'CAMPAIGN',
    number: String(demo.number ?? 1),
    attachment: '$ATTACHMENT',
  }
  const [access] = operation.security ?? []
  const headers: Record<string, string> = {}
  if (access?.staff) headers.Authorization = 'Bearer $KEY'
  else if (access?.secret || operation.operationId === 'getAttachment') headers.Authorization = 'Bearer $SECRET'
  const isUpload = operation.requestBody?.content['multipart/form-data']
  return {
    method: method.toUpperCase(),
    path: path.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole),
    headers,
    ...(isUpload ? { file: 'photo.jpg' } : { body: operation.requestBody && bodies[operation.operationId]?.(demo) }),
  }
}

/** Bodies as the guides have them, on one line. */
export const exampleBody = (operationId: string, demo: Demo) => JSON.stringify(bodies[operationId]?.(demo))

const bodies: Record<string, (demo: Demo) => unknown> = {
  createAppeal: ({ category, place }) => ({
    category: category?.code ?? 'potholes',
    description: 'It has been like this for three days.',
    ...(category?.place !== 'none' && place && { place: { address: 'Mira 5', ...place } }),
    contact: Object.fromEntries(
      Object.entries({ name: 'Anna', email: 'anna@example.org', phone: '+7 900 000-00-00' }).filter(
        ([field]) => category?.contact[field as keyof Category['contact']] === 'required',
      ),
    ),
    answers: Object.fromEntries(
      (category?.questions ?? []).flatMap(({ id, required, type, options, when }) => {
        if (!required || when) return []
        const samples = { text: 'Yes', number: 1, date: '2026-11-24', choice: options?.[0]?.id ?? '' }
        return [[id, samples[type]]]
      }),
    ),
    consent: true,
  }),
  findSimilarAppeals: ({ category, place }) => ({
    category: category?.code ?? 'potholes',
    description: 'A hole in the road by the bus stop.',
    ...(place && { place }),
  }),
  createTransition: () => ({ to: 'assigned', responsible: 'City lighting', text: 'A crew is on its way.' }),
  setCampaign: () => ({
    names: { en: 'School meals' },
    descriptions: { en: 'Tell us what is wrong with meals at school.' },
    opensOn: '2026-12-01',
    closesOn: '2026-12-31',
    categories: [
      {
        code: 'cold-food',
        names: { en: 'The food is cold' },
        deadline: { days: 3, unit: 'working_day' },
        place: 'none',
        questions: [{ id: 'school', type: 'text', label: { en: 'School' }, required: true }],
      },
    ],
  }),
  changeCampaign: () => ({ isActive: false }),
  supportAppeal: () => ({ email: 'anna@example.org', consent: true }),
  rateAsSupporter: () => ({ score: 4 }),
  rateAppeal: () => ({ score: 5, comment: 'Fixed the same day, thank you.' }),
  castBallot: ({ poll }) => ({
    answers: Object.fromEntries(
      (poll?.questions ?? []).flatMap((question) => {
        if (question.type !== 'single' && question.type !== 'multiple') return []
        const chosen = question.options
          .slice(0, (question.type === 'multiple' && question.minimum) || 1)
          .map((option) => option.id)
        return [[question.id, question.type === 'multiple' ? chosen : (chosen[0] ?? '')]]
      }),
    ),
  }),
  createComment: () => ({ text: 'A drinking fountain would be good there.', name: 'Anna' }),
}

/** The request as a command for a POSIX shell. */
export function toCurl({ method, path, headers, body, file }: ExampleRequest, origin: string): string {
  const isStream = path.endsWith('/events')
  const parts = [`curl ${isStream ? '-N ' : ''}${quote(origin + path)}`]
  // In double quotes, so that the shell puts in the variable.
  for (const [name, value] of Object.entries(headers)) parts.push(`-H "${name}: ${value}"`)
  if (file) parts.push(`-F file=@${file}`)
  if (body !== undefined) {
    if (method !== 'POST') parts.push(`-X ${method}`)
    parts.push("-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body, null, 2), true)}`)
  } else if (!file && method !== 'GET') parts.push(`-X ${method}`)
  return parts.join(' \\\n  ')
}

const quote = (text: string, always = false) => {
  if (text.includes('$')) return `"${text}"`
  return always || /[^\w:/.-]/.test(text) ? `'${text.replace(/'/g, `'\\''`)}'` : text
}

/** Every operation of a document, in its order. */
export const listOperations = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
