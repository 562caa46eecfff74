import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { importAppeals } from '../import/appeals.js'
import { type AppealMapping, appealMapping, MappingError } from '../import/mapping.js'
import { openSource } from '../import/source.js'
import { type CommandContext, CommandError, INTERRUPTED, REFUSED } from './context.js'
import { language } from './import-classifier.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { createProgress } from './progress.js'
import { explainFile, readText } from './read-text.js'

type Pairs = Record<string, string>

interface Given {
  organization: string
  timeZone: string
  mapping?: string
  map: Pairs
  status: Pairs
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
    .requiredOption('--time-zone <name>', 'the clocks by which the file tells times, as IANA names them', timeZone)
    .option('--mapping <file>', 'JSON: which column is what (api/docs/import.md)')
    .option('--map <member=column,...>', 'the same in words, or to change a mapping', pairs, {})
    .option('--status <said=status,...>', 'what the values of the status column stand for', pairs, {})
    .option('--create-categories', 'add categories the classifier has not', false)
    .option('--language <language>', 'of the texts; by default the organization’s first', language)
    .option('--delimiter <character>', 'between columns; by default , ; or a tab, as the first line has it')
    .option('--encoding <name>', 'of the file, such as windows-1251', 'utf-8')
    .addHelpText(
      'after',
      `
Examples:
  vmeste import appeals examples/import/nyc-311.csv --organization nyc --time-zone America/New_York \\
    --mapping examples/import/nyc-311.mapping.json --create-categories
  vmeste import appeals list.csv --organization surgut --time-zone Asia/Yekaterinburg \\
    --map externalId=id,category=topic,description=text,receivedAt=created,status=state --status New=received,Done=closed

It ends with 0 when all is here, ${REFUSED} when rows were refused, 1 when it could not begin, ${INTERRUPTED} when it was interrupted.`,
    )
    .action(async (name: string, given: Given) => {
      const mapping = await readMapping(given, context.cwd)
      const file = path.resolve(context.cwd, name)
      const source = await openSource(file, given).catch((error) => {
        throw explainFile(error, name)
      })
      const database = await context.database()
      const organization = await resolveOrganization(database, given.organization, context.now)
      const progress = createProgress(context.stderr)
      const { imported, known, refused } = await importAppeals(database, {
        organization,
        source,
        mapping,
        timeZone: given.timeZone,
        language: given.language ?? organization.settings.languages[0] ?? 'en',
        isCreatingCategories: given.createCategories,
        signal: context.signal,
        now: context.now(),
        onRefused: (line, cause) => progress.say(`line ${line}: ${cause}`),
        onProgress: ({ imported, known, refused }) =>
          progress.show({ share: source.bytesRead() / source.size, rows: imported + known + refused }),
      }).catch((error) => {
        throw error instanceof MappingError ? new CommandError(`The mapping does not fit: ${error.message}.`) : error
      })
      progress.end()
      const read = imported + known + refused
      context.stderr.write(`${read} rows read: ${imported} imported, ${known} here already, ${refused} refused.\n`)
      if (context.signal.aborted) {
        throw new CommandError('Interrupted: the same command again goes on from here.', INTERRUPTED)
      }
      if (refused > 0) {
        throw new CommandError('Mend the rows that were refused: the same command again adds only them.', REFUSED)
      }
    })

async function readMapping({ mapping: file, map, status }: Given, cwd: string): Promise<AppealMapping> {
  const base = file ? await readJson(file, cwd) : {}
  const { from, values } = statusOf(base.status, map, status)
  const merged = { ...base, ...map, ...(Object.keys(values).length > 0 && { status: { from, values } }) }
  const result = appealMapping.safeParse(merged)
  if (result.success) return result.data
  const causes = result.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
  throw new CommandError(`The mapping is not complete: ${causes.join('; ')}.`)
}

/** What is said in words goes before what the mapping's file says. */
function statusOf(kept: unknown, map: Pairs, values: Pairs) {
  const isObject = typeof kept === 'object' && kept !== null && 'from' in kept
  const before = { values: {}, ...(isObject ? kept : { from: kept }) }
  return { from: map.status ?? before.from ?? 'status', values: { ...before.values, ...values } }
}

async function readJson(file: string, cwd: string): Promise<Record<string, unknown>> {
  const content = await readText(path.resolve(cwd, file), file)
  try {
    const read: unknown = JSON.parse(content)
    if (typeof read === 'object' && read !== null) return { ...read }
  } catch {}
  throw new CommandError(`${file} is not a JSON object.`)
}

function timeZone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone && value
  } catch {
    throw new InvalidArgumentError("It is one of IANA's, such as Asia/Yekaterinburg.")
  }
}

/** `a=b,c=d`; what is in braces may hold commas. */
function pairs(value: string, before: Pairs): Pairs {
  const parts = value.match(/(?:\{[^}]*\}|[^,])+/g) ?? []
  const read = parts.map((part) => {
    const [, name, to] = /^([^=]+)=(.+)$/s.exec(part) ?? []
    if (!name?.trim() || !to?.trim()) throw new InvalidArgumentError(`“${part.trim()}” is not a pair: name=value.`)
    return [name.trim(), to.trim()]
  })
  return { ...before, ...Object.fromEntries(read) }
}
