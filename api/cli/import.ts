import { Command } from 'commander'
import type { CommandContext } from './context.js'
import { importAppealsCommand } from './import-appeals.js'
import { importCalendarCommand } from './import-calendar.js'
import { importClassifierCommand } from './import-classifier.js'
import { importCommentsCommand } from './import-comments.js'
import { importRoutingCommand } from './import-routing.js'

export const importCommands = (context: CommandContext) =>
  new Command('import')
    .description('bring in what other systems hold')
    .addCommand(importClassifierCommand(context))
    .addCommand(importCalendarCommand(context))
    .addCommand(importRoutingCommand(context))
    .addCommand(importAppealsCommand(context))
    .addCommand(importCommentsCommand(context))
