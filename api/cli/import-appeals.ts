import path from 'node:path'
import { Command } from 'commander'
import { type ImportCount, importAppeals } from '../import/appeals.js'
import { type AppealMapping, appealMapping } from '../import/mapping.js'
import { openSource, type Source } from '../import/source.js'
import { createOrganizationFinder } from '../organizations/resolve.js'
import { type CommandContext, CommandError, INTERRUPTED } from './context.js'
import { findOrganization, organizationOption } from './organization-option.js'
import { createProgress } from './progress.js'
import { causeOf, readText } from './read-text.js'

interface Given {
  organization: string
  timeZone: string
  mapping?: string
  map: Record<string, string>
  status: Record<string, string>
  language?: string
  delimiter?: string
  encoding: string
  createCategories: boolean
}

export const importAppealsCommand = (context: CommandContext) =>
  new Command('appeals')
    .description('requests from another system, with places, states and history; again goes on where it ended')
    .argument('<file>', 'CSV, its first line naming the columns')
    .addOption(organizationOption())
    .requiredOption('--time-zone <name>', 'the clocks by which the file tells times, as IANA names them')
    .option('--mapping <file>', 'JSON: which column is what (api/docs/import.md)')
    .option('--map <member=column,...>', 'the same in words, or to change a mapping', pairs, {})
    .option('--status <said=status,...>', 'what the values of the status column stand for', pairs, {})
    .option('--create-categories', 'add categories the classifier has not', false)
    .option('--language <language>', 'of the texts; by default the organization’s first')
    .option('--delimiter <character>', 'between columns; by default , ; or a tab, as the first line has it')
    .option('--encoding <name>', 'of the file, such as windows-1251', 'utf-8')
    .addHelpText(
      'after',
      `
Examples:
  vmeste import appeals nyc-311.csv --organization nyc --time-zone America/New_York \\
    --mapping examples/import/nyc-311.mapping.json --create-categories
  vmeste import appeals list.csv --organization surgut --time-zone Asia/Yekaterinburg \\
    --map externalId=id,category=topic,description=text,receivedAt=created,status=state --status New=received,Done=closed`,
    )
    .action(async (file: string, given: Given) => {
      const mapping = await readMapping(given, context.cwd)
      checkTimeZone(given.timeZone)
      const progress = createProgress(context.stderr)
      let refused = 0
      const onRefused = (line: number, cause: string) => {
        refused += 1
        progress.say(`line ${line}: ${cause}`)
      }
      const source = await open(path.resolve(context.cwd, file), file, given, onRefused)
      const database = await context.database()
      await findOrganization(database, given.organization)
      const organization = await createOrganizationFinder(database, context.now).find(given.organization)
      const { read, imported, known } = await importAppeals(database, {
        organization,
        source,
        mapping,
        timeZone: given.timeZone,
        language: given.language ?? organization.settings.languages[0] ?? 'en',
        isCreatingCategories: given.createCategories,
        signal: context.signal,
        now: context.now(),
        onRefused,
        onProgress: (count: ImportCount) =>
          progress.show({ share: source.bytesRead() / source.size, rows: count.read }),
      }).catch((error) => {
        throw error instanceof RangeError ? new CommandError(`The mapping does not fit: ${error.message}.`) : error
      })
      progress.end()
      context.stderr.write(`${read} rows read: ${imported} imported, ${known} here already, ${refused} refused.\n`)
      if (context.signal.aborted) {
        throw new CommandError('Interrupted: the same command again goes on from here.', INTERRUPTED)
      }
    })

async function readMapping({ mapping: file, map, status }: Given, cwd: string): Promise<AppealMapping> {
  let base: Record<string, unknown> = {}
  if (file) {
    try {
      base = JSON.parse(await readText(path.resolve(cwd, file), file))
    } catch (error) {
      throw error instanceof CommandError ? error : new CommandError(`${file} is not JSON.`)
    }
  }
  const merged = { ...base, ...map }
  if (Object.keys(status).length > 0) merged.status = { from: map.status ?? 'status', values: status }
  const result = appealMapping.safeParse(merged)
  if (!result.success) throw new CommandError(`The mapping is not complete: ${causeOf(result.error)}.`)
  return result.data
}

function open(
  file: string,
  name: string,
  given: Given,
  onRefused: (line: number, cause: string) => void,
): Promise<Source> {
  const { encoding, delimiter } = given
  return openSource(file, { encoding, delimiter, onRefused }).catch((error: NodeJS.ErrnoException) => {
    const cause = error.code === 'ENOENT' ? 'there is no such file' : error.message
    throw new CommandError(`${name} cannot be read: ${cause}.`)
  })
}

function checkTimeZone(timeZone: string) {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw new CommandError(`--time-zone ${timeZone} is not one of IANA's, such as Asia/Yekaterinburg.`)
  }
}

/** `a=b,c=d`; what is in braces may hold commas. */
function pairs(value: string, before: Record<string, string>): Record<string, string> {
  const given = [...value.matchAll(/([^=,]+)=((?:\{[^}]*\}|[^,])*)/g)].map(([, name = '', to = '']) => [
    name.trim(),
    to.trim(),
  ])
  return { ...before, ...Object.fromEntries(given) }
}
