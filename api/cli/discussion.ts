import path from 'node:path'
import { Command, Option } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { newDraftSchema } from '../discussions/drafts/contract.js'
import { publishDraft, versionsOf } from '../discussions/drafts/drafts.js'
import { type CommentFile, commentFormat, readWritten } from '../discussions/export.js'
import {
  type BareDiscussion,
  type By,
  moveDiscussion,
  restrictDiscussion,
  setDiscussion,
} from '../discussions/manage.js'
import { publishComment } from '../discussions/publish.js'
import { findDiscussion } from '../discussions/queries.js'
import { discussionDefinitionSchema, newStageSchema } from '../discussions/staff-contract.js'
import { stages } from '../discussions/stages.js'
import { MOST_OF_STATEMENT, newStatementSchema } from '../discussions/statements/contract.js'
import { isStated } from '../discussions/statements/queries.js'
import { discussions } from '../discussions/tables.js'
import { toPublicDiscussion } from '../discussions/view.js'
import { streamed } from '../exports/stream.js'
import { inOrganization, type Transaction } from '../platform/database.js'
import { slug } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import { unmasked } from '../privacy/masking.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { readText } from './read-text.js'
import { table } from './table.js'

interface Given {
  organization: string
}

const statementsFile = z.array(newStatementSchema.shape.text)
const discussionFile = discussionDefinitionSchema.safeExtend({ id: slug })

export function discussionCommands(context: CommandContext): Command {
  const open = async (organizationId: string) => {
    const database = await context.database()
    const organization = await resolveOrganization(database, organizationId, context.now)
    const by: By = { actor: 'command', at: context.now(), timeZone: organization.settings.timeZone }
    const work = <Answer>(does: (transaction: Transaction, by: By) => Promise<Answer>) =>
      inOrganization(database, organizationId, (transaction) => does(transaction, by)).catch((error: unknown) => {
        throw error instanceof Problem && error.code === 'not-found'
          ? new CommandError(`${organizationId} has no such discussion: "vmeste discussion list" names them.`)
          : error
      })
    return { organization, work }
  }
  const rowsOf = async (organizationId: string) => {
    const { organization, work } = await open(organizationId)
    const rows = await work((transaction) =>
      transaction
        .select()
        .from(discussions)
        .where(eq(discussions.organizationId, organizationId))
        .orderBy(desc(discussions.opensAt)),
    )
    return { organization, rows }
  }
  const tell = ({ id, stage, frozenAt }: BareDiscussion) =>
    context.stderr.write(`${id} is at the stage ${stage}${frozenAt ? ', frozen' : ''}.\n`)

  const printComments = async (discussionId: string, organizationId: string, file: CommentFile) => {
    const { organization, work } = await open(organizationId)
    const { names, settings } = organization
    const language = settings.languages[0] ?? 'en'
    const host = { name: localize(names, language, settings.languages), masking: unmasked }
    await work(async (transaction) => {
      const key = { organizationId, discussionId, isAll: true }
      const row = await findDiscussion(transaction, key)
      const format = commentFormat(
        file,
        toPublicDiscussion(row, language, settings.languages, {
          now: context.now(),
          isMailed: false,
        }),
      )
      const pages = streamed(format, (after) => readWritten(transaction, key, host, after))
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
      for await (const part of pages) context.stdout.write(decoder.decode(part, { stream: true }))
    })
  }

  const commands = new Command('discussion').description('discussions: what is asked, as files, and where they stand')
  commands
    .command('list')
    .description('all discussions')
    .addOption(organizationOption())
    .action(async ({ organization: id }: Given) => {
      const { organization, rows } = await rowsOf(id)
      const lines = rows.map((row) => [
        row.id,
        row.frozenAt ? 'frozen' : phaseAt(row, context.now()),
        row.stage,
        `${row.opensAt.toISOString()} – ${row.closesAt?.toISOString() ?? ''}`,
        localize(row.titles, organization.settings.languages[0] ?? 'en'),
      ])
      context.stdout.write(table(lines))
    })
  commands
    .command('export')
    .description('print what a discussion is about, as JSON; or all that was said, as staff see it')
    .argument('<id>')
    .addOption(organizationOption())
    .addOption(new Option('--comments <format>', 'print its comments instead').choices(['csv', 'json']))
    .action(async (id: string, { organization, comments }: Given & { comments?: 'csv' | 'json' }) => {
      if (comments) return printComments(id, organization, `comments.${comments}`)
      const { rows } = await rowsOf(organization)
      const found = rows.find((candidate) => candidate.id === id)
      if (!found)
        throw new CommandError(`${organization} has no discussion ${id}: "vmeste discussion list" names them.`)
      const { titles, texts, place, opensAt, closesAt, moderation, statements, stage } = found
      const file = { id, titles, texts, place, opensAt, closesAt, moderation, statements, stage }
      context.stdout.write(`${JSON.stringify(file, null, 2)}\n`)
    })
  commands
    .command('import')
    .description('open the discussion of a file, or change it')
    .argument('<file>', 'JSON, as "vmeste discussion export" prints it')
    .addOption(organizationOption())
    .action(async (file: string, { organization: organizationId }: Given) => {
      const { id, ...given } = checked(discussionFile, await jsonIn(context, file))
      const { work } = await open(organizationId)
      const { isNew } = await work((transaction, by) => setDiscussion(transaction, { organizationId, id }, given, by))
      context.stderr.write(`${isNew ? 'Made' : 'Changed'} ${id}.\n`)
    })
  commands
    .command('state')
    .description(
      'add short statements to agree or disagree with, of the organization; those that are there are passed over',
    )
    .argument('<id>')
    .argument('<file>', `text: one a line, each of ${MOST_OF_STATEMENT} characters at most`)
    .addOption(organizationOption())
    .action(async (id: string, file: string, { organization: organizationId }: Given) => {
      const lines = (await readText(path.resolve(context.cwd, file), file)).split('\n').map((line) => line.trim())
      const texts = checked(statementsFile, lines.filter(Boolean))
      const { organization, work } = await open(organizationId)
      const added = await work(async (transaction) => {
        const given = { discussionId: id, isOfficial: true, isStatement: true }
        let count = 0
        for (const text of texts) {
          if (await isStated(transaction, { organizationId, discussionId: id }, text)) continue
          await publishComment(transaction, organization, { ...given, text }, context.now())
          count++
        }
        return count
      })
      context.stderr.write(`Added ${added} of ${texts.length} statements to ${id}.\n`)
    })
  commands
    .command('draft')
    .description('publish a version of the text that is discussed, or print the latest where no file is given')
    .argument('<id>')
    .argument('[file]', 'text: paragraphs with a blank line between them')
    .addOption(organizationOption())
    .option('--language <tag>', 'which the text is in; the first of the organization, unless given')
    .action(
      async (
        id: string,
        file: string | undefined,
        { organization: organizationId, language }: Given & { language?: string },
      ) => {
        const { organization, work } = await open(organizationId)
        const key = { organizationId, discussionId: id }
        if (!file) {
          const [latest] = await work((transaction) => versionsOf(transaction, key))
          if (!latest) throw new CommandError(`${id} has no draft: "vmeste discussion draft ${id} FILE" publishes one.`)
          context.stdout.write(`${latest.paragraphs.map(({ text }) => text).join('\n\n')}\n`)
          return
        }
        const given = checked(newDraftSchema, {
          text: await readText(path.resolve(context.cwd, file), file),
          language: language ?? organization.settings.languages[0] ?? 'en',
        })
        const { draft, isNew } = await work((transaction, by) => publishDraft(transaction, key, given, by))
        context.stderr.write(`${isNew ? 'Published' : 'Nothing is new in'} version ${draft.version} of ${id}.\n`)
      },
    )
  commands
    .command('stage')
    .description('bring a discussion to a stage, with what is said there')
    .argument('<id>')
    .argument('<stage>', stages.join(', '))
    .addOption(organizationOption())
    .addOption(new Option('--texts <file>', 'JSON: the summary or outcome in each language, {"en": "…"}'))
    .action(async (id: string, stage: string, { organization: organizationId, texts }: Given & { texts?: string }) => {
      const given = checked(newStageSchema, { stage, ...(texts && { texts: await jsonIn(context, texts) }) })
      const { work } = await open(organizationId)
      const moved = work((transaction, by) => moveDiscussion(transaction, { organizationId, id }, given, by))
      tell(
        await moved.catch((error: unknown) => {
          if (!(error instanceof Problem && error.code === 'stage-not-possible')) throw error
          const { legal } = error.members as { legal: string[] }
          throw new CommandError(`${id} cannot go to ${stage} now; it can to: ${legal.join(', ') || 'nowhere'}.`)
        }),
      )
    })
  commands
    .command('freeze')
    .description('take no comments for a while; "--reason" is told to everyone')
    .argument('<id>')
    .addOption(organizationOption())
    .requiredOption('--reason <text>')
    .action(async (id: string, { organization: organizationId, reason }: Given & { reason: string }) => {
      const { work } = await open(organizationId)
      tell(
        await work((transaction, by) =>
          restrictDiscussion(transaction, { organizationId, id }, { frozenFor: reason }, by),
        ),
      )
    })
  commands
    .command('unfreeze')
    .description('take comments again')
    .argument('<id>')
    .addOption(organizationOption())
    .action(async (id: string, { organization: organizationId }: Given) => {
      const { work } = await open(organizationId)
      tell(
        await work((transaction, by) =>
          restrictDiscussion(transaction, { organizationId, id }, { frozenFor: null }, by),
        ),
      )
    })
  return commands
}

async function jsonIn({ cwd }: CommandContext, file: string): Promise<unknown> {
  const text = await readText(path.resolve(cwd, file), file)
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(`${file} is not JSON.`)
  }
}
