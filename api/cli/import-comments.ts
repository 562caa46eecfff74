import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { Command, Option } from 'commander'
import { findBareDiscussion } from '../discussions/queries.js'
import { type CommentFormat, type CommentImportReport, commentFormats, importComments } from '../import/comments.js'
import { Problem } from '../platform/problems.js'
import { type CommandContext, CommandError, INTERRUPTED } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { createProgress } from './progress.js'
import { explainFile } from './read-text.js'

interface Given {
  organization: string
  discussion: string
  format: CommentFormat
  page?: string
}

const causes: Record<keyof CommentImportReport['leftOut'], string> = {
  'other-page': 'under another page',
  spam: 'spam',
  deleted: 'deleted there',
  unapproved: 'not approved there',
  machine: 'pingbacks and trackbacks',
  empty: 'without any text',
  undated: 'without a time that has been',
}

export const importCommentsCommand = (context: CommandContext) =>
  new Command('comments')
    .description('comments that Disqus or WordPress has exported, into a discussion; again adds what is new')
    .argument('<file>', 'XML')
    .addOption(organizationOption())
    .requiredOption('--discussion <id>', 'into which: made before by "vmeste discussion import"')
    .addOption(
      new Option('--format <format>', 'of the file: of Disqus, or of WordPress (WXR)')
        .choices(Object.keys(commentFormats))
        .makeOptionMandatory(),
    )
    .option('--page <address>', 'only the comments of the page of this address')
    .action(async (name: string, { organization: id, discussion, format, page }: Given) => {
      const file = path.resolve(context.cwd, name)
      const { size } = await stat(file).catch((error) => {
        throw explainFile(error, name)
      })
      const database = await context.database()
      const organization = await resolveOrganization(database, id, context.now)
      await findBareDiscussion(database, { organizationId: id, discussionId: discussion }).catch((error: unknown) => {
        throw error instanceof Problem
          ? new CommandError(`${id} has no discussion ${discussion}: "vmeste discussion list" names them.`)
          : error
      })
      const progress = createProgress(context.stderr)
      let bytes = 0
      async function* read() {
        const decoder = new TextDecoder()
        for await (const chunk of createReadStream(file)) {
          bytes += chunk.length
          yield decoder.decode(chunk, { stream: true })
        }
      }
      const { imported, known, held, leftOut } = await importComments(database, {
        ...{ organization, discussion, format, read, page, now: context.now(), signal: context.signal },
        onRead: (rows) => progress.show({ share: bytes / 2 / Math.max(1, size), rows }),
      }).catch((error) => {
        throw error instanceof Error && error.message.startsWith('it is ')
          ? new CommandError(`${name} cannot be read: ${error.message}.`)
          : error
      })
      progress.end()
      const waiting = held > 0 ? ` (${held} of them for a moderator to look at)` : ''
      context.stderr.write(`${imported} comments imported${waiting}, ${known} here already.\n`)
      const left = Object.entries(leftOut).map(([cause, count]) => `${count} ${causes[cause as keyof typeof causes]}`)
      if (left.length > 0) context.stderr.write(`Left out: ${left.join(', ')}.\n`)
      if (context.signal.aborted) {
        throw new CommandError('Interrupted: the same command again goes on from here.', INTERRUPTED)
      }
    })
