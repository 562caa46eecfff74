/** Served as /snippet.js: on the page of snippets, shows what the form makes as it is filled in, and copies code. */
const form = document.querySelector<HTMLFormElement>('.snippet form')

/** Milliseconds without a key before what is typed is shown. */
const PAUSE = 400
/** Fields that decide which others there are. */
const deciding = ['organization', 'element']

let waiting: ReturnType<typeof setTimeout> | undefined
let asked: XMLHttpRequest | undefined

form?.addEventListener('input', ({ target }) => {
  clearTimeout(waiting)
  if (target instanceof HTMLSelectElement && deciding.includes(target.name)) form.requestSubmit()
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
    if (request.status !== 200 || !page) return
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
  request.send()
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

function offerCopies() {
  for (const button of document.querySelectorAll<HTMLButtonElement>('#made button[data-copied][hidden]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.previousElementSibling?.textContent ?? '')
      button.textContent = button.dataset.copied ?? ''
    })
  }
}

offerCopies()

export {}
