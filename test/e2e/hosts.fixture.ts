/** A website that makes it hard for what is put into it. Each is a page of its own, with the elements on it. */
export interface Host {
  /** Of its style sheet. */
  css?: string
  /** Before our loader, as old pages have it: a classic script. */
  script?: string
  /** Libraries from the packages, before the script. */
  libraries?: string[]
  head?: string
  headers?: Record<string, string>
  /** In place of the ordinary page; `elements` are the elements, `loader` our script. */
  page?: (elements: string, loader: string) => string
  /** How the page's bytes are made of its text. */
  encode?: (text: string) => Uint8Array | string
  /** In place of UTF-8, as the header tells. */
  charset?: string
  /** What the page itself is complained of by the browser. */
  expected?: RegExp
  /** Its styles reach what is inherited alone: the elements look as they do on a plain page. */
  looksPlain?: boolean
}

/** The rules of Bootstrap 3.4 for bare tags. */
const bootstrap3 = `*, *:before, *:after { box-sizing: border-box } html { font: 10px sans-serif }
body { margin: 0; font: 14px/1.42857143 "Helvetica Neue", Helvetica, Arial, sans-serif; color: #333; background: #fff }
input, button, select, textarea { font: inherit; line-height: inherit } button, html input { overflow: visible; text-transform: none }
a { color: #337ab7; text-decoration: none } p { margin: 0 0 10px } fieldset { min-width: 0; padding: 0; margin: 0; border: 0 }
legend { display: block; width: 100%; padding: 0; margin-bottom: 20px; font-size: 21px; border-bottom: 1px solid #e5e5e5 }
label { display: inline-block; max-width: 100%; margin-bottom: 5px; font-weight: bold }
h2 { margin: 20px 0 10px; font-size: 30px; font-weight: 500; line-height: 1.1 } [hidden] { display: none }
input[type="radio"], input[type="checkbox"] { margin: 4px 0 0; line-height: normal } input[type="file"] { display: block }
@media print { *, *:before, *:after { color: #000 !important; background: transparent !important } }`

/** Of Bootstrap 5.3, its Reboot. */
const bootstrap5 = `*, ::after, ::before { box-sizing: border-box } :root { scroll-behavior: smooth }
body { margin: 0; font: 400 1rem/1.5 system-ui, sans-serif; color: #212529; background: #fff; text-align: start }
h1, h2, h3 { margin: 0 0 .5rem; font-weight: 500; line-height: 1.2 } h2 { font-size: calc(1.325rem + .9vw) } p { margin: 0 0 1rem }
label { display: inline-block } button { border-radius: 0 } button, input, select, textarea { margin: 0; font: inherit; line-height: inherit }
legend { float: left; width: 100%; padding: 0; margin-bottom: .5rem; font-size: calc(1.275rem + .3vw); line-height: inherit }
legend + * { clear: left } fieldset { min-width: 0; padding: 0; margin: 0; border: 0 } ::file-selector-button { font: inherit }`

/** Of Tailwind 4, its Preflight. */
const tailwind = `*, ::after, ::before, ::backdrop, ::file-selector-button { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid }
html, :host { line-height: 1.5; font-family: ui-sans-serif, system-ui, sans-serif; tab-size: 4 }
h1, h2, h3, h4, h5, h6 { font-size: inherit; font-weight: inherit } a { color: inherit; text-decoration: inherit } ol, ul, menu { list-style: none }
img, svg, video, canvas { display: block; vertical-align: middle } img, video { max-width: 100%; height: auto }
button, input, select, optgroup, textarea, ::file-selector-button { font: inherit; letter-spacing: inherit; color: inherit; border-radius: 0; background-color: transparent; opacity: 1 }
button, input:where([type='button'], [type='reset'], [type='submit']), ::file-selector-button { appearance: button } [hidden]:where(:not([hidden='until-found'])) { display: none !important }`

const flood = `* { float: left !important; position: relative !important; text-transform: uppercase !important; letter-spacing: .3em !important; line-height: 3 !important; transition: all 2s !important; --accent: red !important; --radius: 40px !important; --line: red !important }
div, p, h2, form, fieldset, label, input, button, textarea { display: inline !important; border: 9px dotted red !important; padding: 40px !important; width: 30% !important; opacity: .2 !important; visibility: hidden !important } ::placeholder { color: red !important }`

/** What Prototype 1.6 does to natives, less its own additions to them. */
const prototypeLibrary = `
  const write = (value) => JSON.stringify(value)
  String.prototype.toJSON = function () { return write(this.valueOf()) }
  Number.prototype.toJSON = function () { return write(this.valueOf()) }
  Array.prototype.toJSON = function () { return '[' + this.map((value) => write(value)).join(', ') + ']' }
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"' }
  Array.from = function (iterable) { const list = []; for (let at = 0; at < (iterable.length || 0); at++) list[at] = iterable[at]; return list }
  Array.prototype.each = function (use) { this.forEach(use); return this }
  Array.prototype.entries = Array.prototype.toArray = function () { return this.concat() }
  Array.prototype.find = function (use) { return this.filter(use)[0] }
  Function.prototype.bind = function (to) { const made = this, given = [].slice.call(arguments, 1); return function () { return made.apply(to, given.concat([].slice.call(arguments))) } }
  Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); return this }
  Element.prototype.update = Element.prototype.replace = Element.prototype.show = function () { throw new Error('Prototype was called') }
  window.Element = function (tag) { return document.createElement(tag) }
  window.$ = (id) => document.getElementById(id)
  Object.extend = Object.assign`

/** Polyfills of another time, laid over what the browser has. */
const patched = `
  const { parse, stringify } = JSON
  window.JSON = { parse: (text) => parse(text), stringify: (value, replacer, space) => stringify(value, replacer, space) }
  const Native = Promise
  window.Promise = function (start) { const kept = new Native(start); this.then = (...uses) => new window.Promise((done) => done(kept.then(...uses))); this.catch = (use) => this.then(undefined, use) }
  window.Promise.resolve = (value) => new window.Promise((done) => done(value))
  window.Promise.reject = (value) => new window.Promise((_, fail) => fail(value))
  window.Promise.all = (list) => new window.Promise((done, fail) => Native.all(list).then(done, fail))
  window.CustomEvent = function (name, { bubbles = false, detail = null } = {}) { const made = document.createEvent('CustomEvent'); made.initCustomEvent(name, bubbles, false, detail); return made }
  window.CustomEvent.prototype = Event.prototype
  const fetched = window.fetch
  window.fetch = function () { return fetched.apply(window, arguments).then((answer) => answer) }
  window.exports = {}; window.module = { exports: window.exports }; window.global = window; window.process = { env: {} }
  window.name = 'top'; window.status = 'x'; window.event = 1; window.html = 'not a template'; window.customElements.get = window.customElements.get.bind(window.customElements)`

const frozen = `for (const native of [Object, Array, Function, String, Number, Promise, Error, Map, Set, RegExp, Date, Event, CustomEvent, EventTarget, Node, Element, HTMLElement, ShadowRoot, CSSStyleSheet, AbortController, Headers])
  { Object.freeze(native.prototype); Object.freeze(native) }
  Object.freeze(JSON); Object.freeze(Math); Object.freeze(Reflect)`

const amd = `window.define = function () { throw new Error('define was called') }; define.amd = {}; window.require = define; window.exports = undefined`

const full = `for (let size = 1 << 22; size >= 1; size >>= 1) for (const store of [localStorage, sessionStorage]) try { for (let at = 0; ; at++) store['fill' + size + '-' + at] = 'x'.repeat(size) } catch {}
  indexedDB.open = () => { throw new DOMException('full', 'QuotaExceededError') }`

const blocked = `for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } })`

/** By windows-1251, in which Russian letters are single bytes. */
const windows1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code < 128 ? code : code - 0x410 + 0xc0
  })

export const hosts: Record<string, Host> = {
  'takes every style away': { css: '* { all: unset } body { font: 16px sans-serif }', looksPlain: true },
  'takes every style away, importantly': { css: '* { all: unset !important }' },
  'is flooded with !important': { css: flood },
  'is of Bootstrap 3': { css: bootstrap3, libraries: ['jquery/dist/jquery.min.js'], looksPlain: true },
  'is of Bootstrap 5': { css: bootstrap5, looksPlain: true },
  'is of Tailwind': { css: tailwind, looksPlain: true },
  'has its base elsewhere': { head: '<base href="https://elsewhere.invalid/a/b/" target="_top">' },
  'is in windows-1251': { encode: windows1251, charset: 'windows-1251', looksPlain: true },
  'sets document.domain': {
    script: 'document.domain = document.domain',
    headers: { 'origin-agent-cluster': '?0' },
    expected: /document\.domain/,
  },
  'is of jQuery': {
    libraries: ['jquery/dist/jquery.min.js'],
    page: (elements, loader) =>
      `<div id="old"></div>${loader}<script type="module">
      const box = jQuery('#old')
      box.html(${JSON.stringify(elements)})
      const kept = box.children().detach()
      box.empty().append(kept.clone(true)).find('*').addClass('seen').attr('data-seen', 1)
      box.find('vmeste-poll').hide().show()
    </script>`,
  },
  'is of Prototype': { script: prototypeLibrary },
  'has natives patched': { script: patched },
  'has natives frozen': { script: frozen },
  'loads by AMD': { script: amd },
  'has its storage full': { script: full },
  'has its storage blocked': { script: blocked },
  'is sandboxed': {
    expected: /can escape its sandboxing/,
    page: (elements, loader) =>
      `<iframe sandbox="allow-scripts allow-same-origin allow-forms" style="width:100%;height:3000px;border:0" srcdoc='<!doctype html><html lang="en">${loader}${elements}'></iframe>`,
  },
}
