import path from 'node:path'
import { Command, Option } from 'commander'
import { localDate } from '../appeals/deadlines.js'
import { importClassifier, parseClassifier } from '../import/classifier.js'
import { createOrganizationFinder } from '../organizations/resolve.js'
import { type CommandContext, CommandError } from './context.js'
import { importAppealsCommand } from './import-appeals.js'
import { findOrganization, organizationOption } from './organization-option.js'
import { causeOf, readText } from './read-text.js'

export const importCommands = (context: CommandContext) =>
  new Command('import')
    .description('bring in what other systems hold')
    .addCommand(importClassifierCommand(context))
    .addCommand(importAppealsCommand(context))

interface Given {
  organization: string
  language?: string
  validFrom?: string
}

const importClassifierCommand = (context: CommandContext) =>
  new Command('classifier')
    .description('what can be reported and by when it is answered; again changes only what differs')
    .argument('<file>', 'JSON, or CSV with group, group_code, code, name, deadline_days, deadline_unit, active')
    .addOption(organizationOption())
    .option('--language <language>', 'of names that are given in one only; by default the organization’s first')
    .addOption(
      new Option('--valid-from <date>', 'the day from which its deadlines hold (YYYY-MM-DD); by default today'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  vmeste import classifier amsterdam-classifier.json --organization amsterdam --language nl',
    )
    .action(async (file: string, { organization: id, language, validFrom }: Given) => {
      if (validFrom && !/^\d{4}-\d{2}-\d{2}$/.test(validFrom)) {
        throw new CommandError(`--valid-from ${validFrom} is not a day: YYYY-MM-DD.`)
      }
      const content = await readText(path.resolve(context.cwd, file), file)
      const database = await context.database()
      await findOrganization(database, id)
      const { settings } = await createOrganizationFinder(database, context.now).find(id)
      const entries = await parseClassifier(
        content,
        /\.[ct]sv$/i.test(file),
        language ?? settings.languages[0] ?? 'en',
      ).catch((error: Error) => {
        throw new CommandError(`${file} is not a classifier: ${causeOf(error)}.`)
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
