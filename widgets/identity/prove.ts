import type { ProblemError } from '../../sdk/problems.js'
import { type Challenge, proofOf, proveByWork, type Solution } from '../../sdk/proof.js'
import { ensureDevice } from '../shared/device.js'
import type { Asking } from './ask.js'

type Headers = Record<string, string> | undefined

/** Milliseconds after which the page does the work itself: its policy may forbid the frame, or it does not come. */
const FRAME_WITHIN = 3_000

/**
 * What an element's client answers a 428 with: the work is done for it, in the name of this device; where a device is
 * not enough, the resident is asked who it is, beside the element.
 */
export async function prove(problem: ProblemError, api: string, element: Asking): Promise<Headers> {
  const { challenge, ways = [] } = problem.document as { challenge?: Challenge; ways?: string[] }
  if (!challenge) {
    const token = await (await import('./ask.js')).askWho(element, ways)
    return token ? { 'Vmeste-Resident': token } : undefined
  }
  const solution = await searchInFrame(challenge, `${api.replace(/\/$/, '')}/proof.html`)
  const proof = solution ? proofOf(challenge, solution) : await proveByWork(problem)
  return { ...proof, 'Vmeste-Device': ensureDevice() }
}

/**
 * Has a worker search, so that the page stays quick. Only a page of the API's own may start the API's worker: a hidden
 * frame does. Undefined where there can be none.
 */
function searchInFrame(challenge: Challenge, address: string): Promise<Solution | undefined> {
  const frame = document.createElement('iframe')
  frame.style.display = 'none'
  frame.src = address
  const listening = new AbortController()
  const found = new Promise<Solution | undefined>((resolve) => {
    const timer = setTimeout(resolve, FRAME_WITHIN, undefined)
    const listener = ({ source, data }: MessageEvent<'ready' | 'working' | Solution>) => {
      if (source !== frame.contentWindow) return
      if (data === 'ready') frame.contentWindow?.postMessage(challenge, new URL(address).origin)
      else if (data === 'working') clearTimeout(timer)
      else resolve(data)
    }
    const { signal } = listening
    addEventListener('message', listener, { signal })
    const refused = ({ effectiveDirective }: SecurityPolicyViolationEvent) =>
      effectiveDirective === 'frame-src' && resolve(undefined)
    document.addEventListener('securitypolicyviolation', refused, { signal })
  })
  document.documentElement.append(frame)
  return found.finally(() => {
    listening.abort()
    frame.remove()
  })
}
