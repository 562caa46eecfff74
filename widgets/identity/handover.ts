/** Served as /handover.js: in the window of a sign-in elsewhere, tells the page that opened it, and no other. */
const given = document.getElementById('handover')?.dataset
if (given?.origin && given.code) {
  const page: Window | null = window.opener
  page?.postMessage({ vmeste: 'signed-in', code: given.code }, given.origin)
  close()
}

export {}
