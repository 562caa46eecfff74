import { Temporal } from 'temporal-polyfill'
import { v7 as uuid } from 'uuid'
import { newAppealSchema } from '../appeals/contract.js'
import { localDate } from '../appeals/deadlines.js'
import { type AppealRow, lockAppeal } from '../appeals/find.js'
import { receiveAppeal } from '../appeals/receive.js'
import { rate, type Taker, takeStep } from '../appeals/steps.js'
import { appealCounters } from '../appeals/tables.js'
import type { Status } from '../appeals/transitions.js'
import { canRate } from '../appeals/view.js'
import { attachments, files } from '../attachments/tables.js'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import type { Transaction } from '../platform/database.js'
import { createImageProcessor } from '../platform/images.js'
import type { Sealing } from '../platform/sealing.js'
import { seedPast } from './past.js'
import { drawPicture, type PictureName } from './pictures.js'
import { regionStories } from './region-stories.js'
import type { Moment, Step, Story } from './story.js'
import { townStories } from './town-stories.js'

/** A resident's way to an appeal of theirs. */
export interface PrivateAccess {
  organization: string
  number: number
  secret: string
}

/** As if the register had been kept for a while. */
const NUMBERS_BEFORE = 1017

/** Who approves an answer is not who wrote it. */
const takerOf = ({ by, to }: Extract<Step, { to: Status }>): Taker =>
  by === 'resident'
    ? { actor: 'resident', party: 'resident' }
    : { actor: to === 'approved' ? 'system:second' : 'system', party: 'coordinator' }

/**
 * Sends the demo's appeals and deals with them, by the rules that hold for everyone.
 * @returns the way to one that is answered and waits for its rating.
 */
export async function seedAppeals(
  transaction: Transaction,
  sealing: Sealing,
  now: Date,
): Promise<PrivateAccess | undefined> {
  const organizations = createOrganizationFinder(transaction, () => now)
  const stories = [...townStories, ...regionStories].map((story) => ({ story, said: story.received }))
  stories.sort((one, other) => other.said[0] - one.said[0] || one.said[1].localeCompare(other.said[1]))
  await transaction.insert(appealCounters).values(
    [...new Set(stories.map(({ story }) => story.organization))].map((organizationId) => ({
      organizationId,
      last: NUMBERS_BEFORE,
    })),
  )
  await seedPast(transaction, { organizationId: 'hanty-mansiysk', numbers: NUMBERS_BEFORE, now })
  let unrated: PrivateAccess | undefined
  for (const { story } of stories) {
    const organization = await organizations.find(story.organization)
    const { number, secret, appeal } = await tell(transaction, sealing, organization, story, now)
    if (canRate(appeal)) unrated ??= { organization: organization.id, number, secret }
  }
  return unrated
}

async function tell(
  transaction: Transaction,
  sealing: Sealing,
  organization: ResolvedOrganization,
  story: Story,
  now: Date,
) {
  const { received: receivedAt, language = 'ru', pictures = [], dates = {}, steps = [], answers, ...said } = story
  const { timeZone } = organization.settings
  const moment = (at: Moment) => momentAt(at, timeZone, now)
  const today = Temporal.PlainDate.from(localDate(now, timeZone))
  const dated = Object.entries(dates).map(([id, days]) => [id, today.subtract({ days }).toString()])
  const { number, secret } = await receiveAppeal(transaction, {
    organization,
    language,
    input: newAppealSchema.parse({
      ...said,
      answers: { ...answers, ...Object.fromEntries(dated) },
      attachments: await upload(transaction, organization.id, pictures, moment(receivedAt)),
      consent: true,
    }),
    now: moment(receivedAt),
    sealing,
  })
  let appeal = await lockAppeal(transaction, { organizationId: organization.id, number })
  if (!appeal) throw new Error('the appeal just received is gone')
  for (const step of steps)
    appeal = await take(transaction, organization, appeal, step, { now: moment(step.at), today })
  return { number, secret, appeal }
}

const take = (
  transaction: Transaction,
  organization: ResolvedOrganization,
  appeal: AppealRow,
  step: Step,
  { now, today }: { now: Date; today: Temporal.PlainDate },
): Promise<AppealRow> =>
  'score' in step
    ? rate(transaction, appeal, step, now)
    : takeStep(
        transaction,
        appeal,
        { ...step, until: untilOf(step, today) },
        {
          taker: takerOf(step),
          organization,
          ifMatch: undefined,
          now,
        },
      )

const untilOf = ({ inDays }: { inDays?: number }, today: Temporal.PlainDate) =>
  inDays === undefined ? undefined : today.add({ days: inDays }).toString()

async function upload(
  transaction: Transaction,
  organizationId: string,
  pictures: readonly PictureName[],
  createdAt: Date,
): Promise<string[]> {
  const images = createImageProcessor()
  const ids: string[] = []
  for (const name of pictures) {
    const id = uuid()
    const { content, ...picture } = await images.reencode(drawPicture(name))
    await transaction.insert(files).values({ organizationId, id, content })
    await transaction
      .insert(attachments)
      .values({ ...picture, organizationId, id, fileName: `${name}.jpg`, bytes: content.length, createdAt })
    ids.push(id)
  }
  return ids
}

/** What would lie ahead, because the demo is made early in the morning, is just now. */
function momentAt([daysAgo, time]: Moment, timeZone: string, now: Date): Date {
  const day = Temporal.PlainDate.from(localDate(now, timeZone)).subtract({ days: daysAgo })
  const at = day.toZonedDateTime({ timeZone, plainTime: time })
  return new Date(Math.min(at.epochMilliseconds, now.getTime()))
}
