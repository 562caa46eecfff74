import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { localDate } from '../appeals/deadlines.js'
import { importClassifier } from '../import/classifier.js'
import { readClassifier } from '../import/classifier-file.js'
import { isLanguage } from '../platform/fields.js'
import type { CommandContext } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { readText, refuseFile } from './read-text.js'

interface Given {
  organization: string
  language?: string
  validFrom?: string
  encoding: string
}

export const importClassifierCommand = (context: CommandContext) =>
  new Command('classifier')
    .description('what can be reported and by when it is answered; again changes only what differs')
    .argument('<file>', 'JSON, or CSV with group, group_code, code, name, deadline_days, deadline_unit, active')
    .addOption(organizationOption())
    .option(
      '--language <language>',
      'of names that are given in one only; by default the organization’s first',
      language,
    )
    .option('--valid-from <date>', 'the day from which its deadlines hold (YYYY-MM-DD); by default today', day)
    .option('--encoding <name>', 'of a CSV file, such as windows-1251', 'utf-8')
    .addHelpText(
      'after',
      '\nExample:\n  vmeste import classifier amsterdam-classifier.json --organization amsterdam --language nl',
    )
    .action(async (name: string, { organization: id, language, validFrom, encoding }: Given) => {
      const file = path.resolve(context.cwd, name)
      const database = await context.database()
      const { settings } = await resolveOrganization(database, id, context.now)
      const entries = await readClassifier(file, {
        content: () => readText(file, name),
        encoding,
        language: language ?? settings.languages[0] ?? 'en',
      }).catch((error) => {
        throw refuseFile(error, name, 'a classifier', context)
      })
      const count = await importClassifier(database, {
        organizationId: id,
        entries,
        validFrom: validFrom ?? localDate(context.now(), settings.timeZone),
      })
      context.stderr.write(
        `${entries.length} categories: ${count.added} added, ${count.changed} changed, ${count.unchanged} as they were.\n`,
      )
    })

function day(value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new InvalidArgumentError('It is a day: YYYY-MM-DD.')
  }
  return value
}

/** @throws {InvalidArgumentError} */
export function language(value: string): string {
  if (!isLanguage(value)) throw new InvalidArgumentError('It is a language as RFC 5646 names it: nl, sr-Latn.')
  return value
}
