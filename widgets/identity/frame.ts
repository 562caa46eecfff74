/**
 * Served as /proof.js, and run twice: by /proof.html, a hidden frame in whatever page an element stands on, and by the
 * worker that this starts, which does the work.
 */
import { createSearch } from '../../sdk/proof.js'

if ('document' in globalThis) {
  const { src } = document.currentScript as HTMLScriptElement
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent) return
    const worker = new Worker(src)
    const say = ({ data }: MessageEvent) => parent.postMessage(data, origin)
    worker.onmessage = say
    worker.postMessage(data)
  })
  // To anyone: what it is good for, whoever put it into a page may ask.
  parent.postMessage('ready', '*')
} else {
  addEventListener('message', ({ data }) => {
    postMessage('working')
    postMessage(createSearch(data)(0, 2 ** 32))
  })
}
