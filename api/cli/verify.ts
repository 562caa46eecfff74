import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Command } from 'commander'
import { verifyRecord } from '../polls/recount/verify.js'
import { type CommandContext, CommandError, REFUSED } from './context.js'
import { explainFile } from './read-text.js'

interface Given {
  key?: string
  receipt?: string[]
}

export function verifyCommands(context: CommandContext): Command {
  const commands = new Command('verify').description('check what an organization publishes, trusting nobody')
  commands
    .command('poll')
    .description('count a closed poll again from its record, and say what does not add up')
    .argument('<record>', 'a file, or its address: …/polls/ID/record')
    .option('--key <key>', 'the public key that the organization signs by, as you know it from elsewhere')
    .option('--receipt <receipt...>', 'a voter’s receipts, to find among those counted')
    .addHelpText(
      'after',
      '\nExample:\n  vmeste verify poll https://api.example.org/v1/organizations/town/polls/park/record --receipt 3f1c…',
    )
    .action(async (record: string, { key, receipt }: Given) => {
      const isAddress = /^https?:\/\//.test(record)
      const input = isAddress ? await download(record) : await openFile(path.resolve(context.cwd, record), record)
      const publicKey = key ?? (isAddress ? await publishedKey(record) : undefined)
      const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
      const { statement, faults } = await verifyRecord(lines, { publicKey, poll: pollAt(record), receipts: receipt })
      for (const fault of faults) context.stderr.write(`${fault}\n`)
      if (faults.length > 0) throw new CommandError('It does not add up.', REFUSED)
      context.stdout.write(
        `${statement?.ballots} ballots of ${statement?.organization}/${statement?.poll}: all adds up.\n`,
      )
      if (publicKey === undefined)
        context.stdout.write(
          'By whom it was signed is not known: compare the key with what the organization publishes (--key).\n',
        )
    })
  return commands
}

async function download(address: string): Promise<Readable> {
  const response = await fetch(address).catch(() => undefined)
  if (!response?.ok || !response.body)
    throw new CommandError(`${address} cannot be read${response ? `: it answers ${response.status}` : ''}.`)
  return Readable.fromWeb(response.body as ReadableStream)
}

async function openFile(file: string, name: string): Promise<Readable> {
  await access(file).catch((error) => {
    throw explainFile(error, name)
  })
  return createReadStream(file)
}

/** Which poll an address names, `organization/poll`. */
function pollAt(record: string): string | undefined {
  const [, organization, poll] = /\/organizations\/([^/]+)\/polls\/([^/]+)\/record/.exec(record) ?? []
  return organization && poll && `${organization}/${poll}`
}

/** What the organization says is its key, where its record is. */
async function publishedKey(record: string): Promise<string | undefined> {
  const address = record.replace(/\/polls\/[^/]+\/record.*$/, '/signing-key')
  const response = await fetch(address).catch(() => undefined)
  return response?.ok ? ((await response.json()) as { publicKey?: string }).publicKey : undefined
}
