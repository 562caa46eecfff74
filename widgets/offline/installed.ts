import type {} from '../push/browser.js'

/**
 * Served as /installed.js to the hosted pages: where they are installed as an app, they open without a network too. In a
 * browser's tab nothing is registered, and nothing kept.
 */
const worker = `${location.origin}/offline.js`
if (matchMedia('(display-mode: standalone)').matches && 'serviceWorker' in navigator) {
  // Where the page takes no plain address of a script: the policy is named in that of the hosted pages.
  const policy = window.trustedTypes?.createPolicy('vmeste-offline', { createScriptURL: () => worker })
  navigator.serviceWorker.register(policy?.createScriptURL('') ?? worker, { scope: '/o/' }).catch(() => {})
}
