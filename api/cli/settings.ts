import { Command } from 'commander'
import { describeSettings } from '../platform/settings.js'
import type { CommandContext } from './context.js'
import { table } from './table.js'

export const settingsCommand = ({ stdout }: CommandContext) =>
  new Command('settings')
    .description('list the environment variables that set up an installation')
    .action(() => stdout.write(table(describeSettings().map(({ name, description }) => [name, description]))))
