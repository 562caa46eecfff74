// Many readers of one event stream, in a process of their own: started by itself it opens them, and says `open` once all
// are, and `told` whenever all have been told of a comment.
import { fork } from 'node:child_process'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'

/** Opened so many at a time. */
const AT_ONCE = 100

/** @returns {Promise<{ told(): Promise<void>, close(): void }>} `told`: once all have heard of one more comment. */
export async function startReaders(url, count, children) {
  const child = fork(fileURLToPath(import.meta.url), [url, String(count)])
  children.push(child)
  const message = (expected) =>
    new Promise((resolve, reject) => {
      child.once('message', (said) => (said === expected ? resolve() : reject(new Error(said))))
      child.once('exit', () => reject(new Error('the readers ended')))
    })
  await message('open')
  return { told: () => message('told'), close: () => child.kill() }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [url, count] = [process.argv[2], Number(process.argv[3])]
  let told = 0
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = request(url, { agent: false }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`answered ${answer.statusCode}`))
        answer.setEncoding('utf8')
        answer.on('data', (text) => {
          if (text.includes('event: comment.published') && ++told % count === 0) process.send('told')
        })
        answer.once('data', resolve)
        answer.once('end', () => process.send('a stream ended'))
      })
      asked.on('error', reject)
      asked.end()
    })
  for (let at = 0; at < count; at += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, open))
  process.send('open')
}
