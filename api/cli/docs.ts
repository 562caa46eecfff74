import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { copyDocs } from '../docs/copy.js'
import type { CommandContext } from './context.js'
import { CommandError } from './context.js'

export const docsCommand = ({ stdout, cwd, settings, signal }: CommandContext) =>
  new Command('docs')
    .description('write the documentation of a running installation as files, to be put on any website')
    .argument('<folder>', 'where to')
    .option('--from <url>', 'the address of the installation; PUBLIC_URL or this machine unless given')
    .action(async (folder: string, { from }: { from?: string }) => {
      const { PUBLIC_URL, PORT } = settings()
      const origin = new URL(from ?? PUBLIC_URL ?? `http://localhost:${PORT}`).origin
      let count = 0
      try {
        for await (const { name, content } of copyDocs(origin)) {
          signal.throwIfAborted()
          const file = path.resolve(cwd, folder, name)
          await mkdir(path.dirname(file), { recursive: true })
          await writeFile(file, content)
          count++
        }
      } catch (error) {
        throw error instanceof TypeError
          ? new CommandError(`Nothing answers at ${origin}: start it, or name another by --from.`)
          : error
      }
      stdout.write(`${count} files; it begins at ${path.join(folder, 'docs/index.html')}\n`)
    })
