import path from 'node:path'
import { Command } from 'commander'
import { localDate } from '../appeals/deadlines.js'
import { importCalendar } from '../import/calendar.js'
import { readCalendarFile } from '../import/calendar-file.js'
import type { CommandContext } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { readText, refuseFile } from './read-text.js'

interface Given {
  organization: string
  working: boolean
  encoding: string
}

/** Years for which what comes every year is written down: longer than any deadline. */
const YEARS_AHEAD = 5

export const importCalendarCommand = (context: CommandContext) =>
  new Command('calendar')
    .description('days off and moved working days, by which deadlines in working days are counted')
    .argument('<file>', 'iCalendar, or CSV or JSON with date and working')
    .addOption(organizationOption())
    .option('--working', 'the events of an iCalendar file are working days; without it, days off', false)
    .option('--encoding <name>', 'of a CSV file, such as windows-1251', 'utf-8')
    .addHelpText('after', '\nExample:\n  vmeste import calendar holidays-2027.ics --organization ugra')
    .action(async (name: string, { organization: id, working, encoding }: Given) => {
      const file = path.resolve(context.cwd, name)
      const database = await context.database()
      const { settings } = await resolveOrganization(database, id, context.now)
      const today = localDate(context.now(), settings.timeZone)
      const days = await readCalendarFile(file, {
        content: () => readText(file, name),
        encoding,
        isWorking: working,
        until: `${Number(today.slice(0, 4)) + YEARS_AHEAD}-12-31`,
      }).catch((error) => {
        throw refuseFile(error, name, 'a calendar', context)
      })
      const count = await importCalendar(database, { organizationId: id, days })
      context.stderr.write(
        `${days.length} days: ${count.added} added, ${count.changed} changed, ${count.unchanged} as they were.\n`,
      )
    })
