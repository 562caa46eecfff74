/** Served as /snippet.js: on the page of snippets, shows what the form makes as it is filled in, and copies code. */
const form = document.querySelector<HTMLFormElement>('.snippet form')

/** Milliseconds without a key before what is typed is shown. */
const PAUSE = 400
/** Fields that decide which others there are: with the button, for arrow keys go through what they offer. */
const deciding = ['organization', 'element']

let waiting: ReturnType<typeof setTimeout> | undefined
let asked: XMLHttpRequest | undefined

form?.addEventListener('input', ({ target }) => {
  clearTimeout(waiting)
  if (target instanceof HTMLSelectElement && deciding.includes(target.name)) asked?.abort()
  else waiting = setTimeout(show, PAUSE)
})

/** Parsed by the request itself: pages with Trusted Types let no script make markup of text. */
function show() {
  if (!form) return
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, `${value}`]))
  asked?.abort()
  const request = new XMLHttpRequest()
  asked = request
  request.responseType = 'document'
  request.open('GET', `/embed?${query}`)
  request.onload = () => {
    const page: Document | null = request.response
    if (request.status !== 200 || !page) return tellStale(true)
    tellStale(false)
    history.replaceState(null, '', `/embed?${query}`)
    replace(page, '#made > link', ({ href }: HTMLElement & { href?: string }) => `${href}`)
    replace(page, '#preview', ({ dataset }) => `${dataset.of}`)
    replace(page, '#contrast', ({ textContent }) => `${textContent}`)
    const open = [...document.querySelectorAll<HTMLDetailsElement>('#code details')].findIndex((each) => each.open)
    replace(page, '#code', ({ textContent }) => `${textContent}`)
    const systems = document.querySelectorAll<HTMLDetailsElement>('#code details')
    for (const [index, each] of systems.entries()) each.open = index === open
    markWrong(page)
    offerCopies()
  }
  request.onerror = () => tellStale(true)
  request.send()
}

/** Code of before is not to be taken for what the form says now. */
function tellStale(isStale: boolean) {
  const said = document.querySelector<HTMLElement>('#stale')
  if (said) said.textContent = isStale ? (said.dataset.said ?? '') : ''
  const code = document.querySelector<HTMLElement>('#code')
  if (code) code.hidden = isStale
}

/** What is the same as before stays, with all that is shown in it. */
function replace(page: Document, selector: string, say: (element: HTMLElement) => string) {
  const [before, after] = [document.querySelector<HTMLElement>(selector), page.querySelector<HTMLElement>(selector)]
  if (before && after && say(before) !== say(after)) before.replaceWith(document.adoptNode(after))
}

function markWrong(page: Document) {
  for (const input of form?.querySelectorAll('input') ?? []) {
    const line = input.closest('p')
    const next = page.getElementById(input.id)
    const error = next?.closest('p')?.querySelector('.error')
    line?.querySelector('.error')?.remove()
    line?.classList.toggle('wrong', !!error)
    input.toggleAttribute('aria-invalid', false)
    if (!error || !line) continue
    line.append(document.adoptNode(error))
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', error.id)
  }
}

/** Only a page that came by HTTPS may copy. */
function offerCopies() {
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll<HTMLButtonElement>('#made button[data-copied][hidden]')) {
    button.hidden = false
    const code = button.previousElementSibling
    const said = Object.assign(document.createElement('span'), { role: 'status' })
    button.after(' ', said)
    button.addEventListener('click', async () => {
      const { copied = '', marked = '' } = button.dataset
      try {
        await navigator.clipboard.writeText(code?.textContent ?? '')
        said.textContent = copied
      } catch {
        if (code) getSelection()?.selectAllChildren(code)
        said.textContent = marked
      }
    })
  }
}

offerCopies()

export {}
