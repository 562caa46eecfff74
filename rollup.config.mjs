import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals'
import { manifest, published } from './widgets/manifest.mjs'
import { texts } from './widgets/texts/plugin.mjs'

const compress = promisify(brotliCompress)
const isBare = (id) => !/^(\.|\/|texts:)/.test(id)

/** Types are checked by `npm run check`; here they are only taken off, each file by itself. */
const javascript = (folders) =>
  typescript({
    tsconfig: './tsconfig.json',
    include: folders.map((folder) => `${folder}/**/*.ts`),
    compilerOptions: {
      noCheck: true,
      noResolve: true,
      noLib: true,
      types: [],
      declaration: false,
      noEmit: false,
      outDir: undefined,
    },
  })

/** Removes what the last build left. */
const clean = (folder) => ({
  name: 'clean',
  generateBundle: () => rm(folder, { recursive: true, force: true }),
})

/** Lays a brotli copy beside each file, for servers to hand out as it is. */
const brotli = (folder) => ({
  name: 'brotli',
  async writeBundle(_, bundle) {
    await Promise.all(
      Object.values(bundle).map(async (file) => {
        const content = Buffer.from(file.code ?? file.source)
        const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
        await writeFile(join(folder, `${file.fileName}.br`), await compress(content, { params: parameters }))
      }),
    )
  },
})

/**
 * Names inside Lit that nothing outside the build uses, shortened alike in every chunk. What pages and tests may use
 * (`updateComplete`, `requestUpdate`) and what is looked up by a text (`elementProperties`, `finalized`) keeps its name.
 */
const internal = `isUpdatePending hasUpdated getPropertyOptions createProperty getPropertyDescriptor elementStyles
  finalizeStyles createRenderRoot renderRoot enableUpdating addController removeController hostConnected hostDisconnected
  hostUpdate hostUpdated scheduleUpdate performUpdate shouldUpdate willUpdate firstUpdated renderOptions renderBefore
  getUpdateComplete hasChanged useDefault fromAttribute toAttribute noAccessor shadowRootOptions setConnected
  _$litType$ _$litDirective$ _$litElement$ _$cssResult$ creationScope textLanguage showLoad sayError sayDate focusOn
  isMultiple onChange idempotencyKey isRequired isTall onInput isRefused isFull isCopied isAsked onChoose onQuery
  onStep onConsent onCopy onDismiss onPoint retryAfter`.split(/\s+/)

// A text called like one of them would lose its name in the file of its language, and be missed by who says it.
for (const texts of Object.values(JSON.parse(await readFile('widgets/texts/en.json', 'utf8'))))
  for (const name of internal)
    if (Object.hasOwn(texts, name)) throw new Error(`The text ${name} needs another name: the build shortens this one`)

const minify = () => {
  const plugin = terser({
    module: true,
    ecma: 2022,
    compress: { passes: 2, unsafe_arrows: true },
    mangle: {
      properties: {
        regex: new RegExp(`^(${internal.join('|').replaceAll('$', '\\$')})$`),
        cache: { props: Object.fromEntries(internal.map((name, index) => [`$${name}`, `_${index.toString(36)}`])) },
      },
    },
    format: { comments: false },
    maxWorkers: 2,
  })
  return {
    ...plugin,
    renderChunk(code, chunk, ...more) {
      // Of texts there are hundreds, which are written short: minified, they took most of the build.
      const isTexts = chunk.moduleIds.length > 0 && chunk.moduleIds.every((id) => /^texts:.*\/(?!more)/.test(id))
      return isTexts ? null : plugin.renderChunk.call(this, code, chunk, ...more)
    },
  }
}

/** One word for all declarations compresses better than two. */
const letForConst = () => ({
  name: 'let-for-const',
  renderChunk: (code) => ({ code: code.replace(/\bconst(?=[ {[])/g, 'let'), map: null }),
})

/** Lit's `css` without its checks: style sheets are texts, each made into a constructable sheet once. */
const styles = `
  const sheets = {}
  const sheet = (text) => {
    if (!sheets[text]) (sheets[text] = new CSSStyleSheet()).replaceSync(text)
    return sheets[text]
  }
  export const css = String.raw
  export const unsafeCSS = String
  export const getCompatibleStyle = (style) => style
  export const adoptStyles = (root, styles) => {
    if ('adoptedStyleSheets' in root) root.adoptedStyleSheets = styles.map(sheet)
    else for (const text of styles) root.append(Object.assign(document.createElement('style'), { textContent: text }))
  }
  export class CSSResult {}
  export const supportsAdoptingStyleSheets = true
`

/** Takes out of Lit what serves polyfills, decorators, hydration and developers, none of which meets these scripts,
 * and templates of SVG or MathML (drawings inside of html`` are not affected). */
const lighterLit = () => ({
  name: 'lighter-lit',
  transform(code, id) {
    if (/import \{[^}]*\b(svg|mathml)\b[^}]*\} from 'lit'/.test(code))
      this.error(`${id}: the page's Lit is without svg and mathml`)
    if (
      /\/widgets\/.*\.ts$/.test(id) &&
      /\b(reflect|useDefault|hasChanged|converter): |from 'lit\/directives/.test(code)
    )
      this.error(`${id}: the page's Lit is without reflected or converted attributes and without directives`)
    if (!/node_modules\/(@lit|lit)/.test(id)) return null
    if (id.endsWith('/css-tag.js')) return { code: styles, map: null }
    const lighter = code
      .replace(/Error\("[^"]*"(\+\w\+"[^"]*")?\)/g, 'Error("Lit")')
      .replace(/\w+\.(reactiveElement|litHtml|litElement)(Polyfill|Hydrate)Support/g, '(void 0)')
      .replace(/\(\w+\.(reactiveElement|litHtml|litElement)Versions\?\?=\[\]\)\.push\("[\d.]+"\)/g, '0')
      .replace(/Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/, '0')
      .replace('this[Symbol.metadata]', 'null')
      // Whether a template is of SVG or MathML.
      .replace(/\b[23]===i\b/g, '!1')
      .replace(/static addInitializer\(\w\)\{[^}]*\}/, '')
      .replace(/,void 0!==\w\.l&&\(this\.l=\[\.\.\.\w\.l\]\)/, '')
      .replace(/,this\.constructor\.l\?\.forEach\(\w=>\w\(this\)\)/, '')
    return { code: withoutUnused(lighter, id), map: null }
  },
})

/** What none of these elements use: reflected, converted and default attributes, decorators, updates put off, and
 * directives on elements. */
const unused = [
  ['reactive-element.js', /,u=\{toAttribute\(.*?\}\}(?=,f=)/, ''],
  ['reactive-element.js', /(,b=\{attribute:!0).*?hasChanged:f\}/, '$1}'],
  [
    'reactive-element.js',
    /_\$ET\(t,s\)\{.*?\}\}_\$AK\(t,s\)\{.*?\}\}/,
    '_$$AK(t,s){const e=this.constructor._$$Eh.get(t);void 0!==e&&(this[e]=s)}',
  ],
  ['reactive-element.js', /,i\?\?=r\.getPropertyOptions\(t\),!\(\(i\.hasChanged.*?\)\)\)\)return;/, ',!f(h,s))return;'],
  ['reactive-element.js', /const r=this\.constructor;(?=if\(!1===e)/, ''],
  [
    'reactive-element.js',
    /C\(t,s,\{useDefault.*?\.add\(t\)\)\}/,
    'C(t,s){this._$$AL.has(t)||(this.hasUpdated||(s=void 0),this._$$AL.set(t,s))}',
  ],
  ['reactive-element.js', /this\._\$Eq&&=.*?this\[t\]\)\),/, ''],
  ['reactive-element.js', /const t=this\.constructor\.elementProperties;if\(t\.size>0\)for.*?\}\}(?=let t=!1;)/, '}'],
  [
    'reactive-element.js',
    /const t=this\.scheduleUpdate\(\);return null!=t&&await t,(!this\.isUpdatePending\})scheduleUpdate\(\)\{.*?\}/,
    'return this.performUpdate(),$1',
  ],
  ['reactive-element.js', /t\.size>0&&\(this\._\$Ep=t\)/, 'this._$$Ep=t'],
  ['reactive-element.js', /,u as defaultConverter/, ''],
  ['lit-html.js', /class Z\{constructor.*?M\(this,t\)\}\}/, ''],
  ['lit-html.js', /(?<=:)6===\w\.type&&\(\w=new Z\(\w,this,\w\)\)/, '0'],
  ['lit-html.js', /else t\.startsWith\(o\)&&\(d\.push\(\{type:6.*?\)\)(?=;if)/, ''],
  ['lit-html.js', /,F:Z\}/, '}'],
]

function withoutUnused(code, id) {
  return unused
    .filter(([file]) => id.endsWith(`/${file}`))
    .reduce((rest, [file, pattern, replacement]) => {
      if (!pattern.test(rest)) throw new Error(`${file} is another than it was: ${pattern} is not in it`)
      return rest.replace(pattern, replacement)
    }, code)
}

/** Takes out of Leaflet a look at `innerHTML` that pages with Trusted Types forbid, and lets classes go that are not used. */
const lighterLeaflet = () => ({
  name: 'lighter-leaflet',
  transform(code, id) {
    if (!id.includes('node_modules/leaflet/')) return null
    const lighter = code
      .replace("div.innerHTML = '<svg/>';", '')
      .replace(/^( *var \w+ = )(\w+\.extend\()/gm, '$1/*#__PURE__*/ $2')
    return { code: lighter, map: null }
  },
})

/** What every element needs, and the little that nearly every one does: one chunk, for each further one costs a request. */
const common =
  /node_modules\/(lit|@lit)|sdk\/(transport|problems|key|json)\.ts|widgets\/(version|shared\/(address|base\.styles|choice|choice\.styles|common|define|device|element|events|field-errors|language|load|storage|texts))\.ts/

/**
 * Gives the elements of a group copies of their own of what they share with others beyond the common chunk.
 * @param texts whose maps of languages are copied too
 */
const apart = (group, mark, texts = /^$/) => {
  const original = (id) => id.replace(/\?\w+$/, '')
  return {
    name: 'apart',
    async resolveId(source, importer) {
      // Another group's copy is none of this one.
      if (!importer?.endsWith(mark) && !(importer?.endsWith('.ts') && group.test(importer))) return null
      const found = await this.resolve(source, original(importer), { skipSelf: true })
      const id = found && original(found.id)
      // Of what the desk is made of, the other pages of staff take a copy: the desk is to be of use at once.
      const isDesks = /\/desk\//.test(id) && (importer.endsWith(mark) || !/\/desk\//.test(importer))
      const isShared = (group.test(id) && !isDesks) || common.test(id) || /\/(point|poll\/\w+)\/define\.ts$/.test(id)
      const isCopied = found && (/\.ts$/.test(id) ? !isShared : texts.test(id))
      return isCopied ? id + mark : found
    },
    async load(id) {
      if (!id.endsWith(mark)) return null
      // As the other plugins have made it.
      const { code, ast } = await this.load({ id: original(id) })
      return { code, ast, map: null }
    },
  }
}

/**
 * Where an appeal is followed and answered, staff sign in, and polls ask and tell more than choices: a chunk of what they
 * share would cost the pages without them a request and a few hundred bytes.
 */
const visited =
  /widgets\/(account|comments|appeal-status|appeal-view|desk|insight|map|moderation|opinions|staff|statistics|own-data|push|support|poll\/\w+)\//
/** It shares other things with the desk than the others do: the chunks of these stay as they are. */
const builder = /widgets\/poll-builder\//

/** What few ask for in a discussion: of what it shares with other elements, it takes copies, and they stay whole. */
const furtherInDiscussion = /widgets\/discussion\/(following|draft)\.ts/

/** What a page downloads: embed.js, and each element's chunk under widgets/, found relative to it. */
const page = {
  input: 'widgets/embed.ts',
  plugins: [
    apart(visited, '?apart'),
    apart(builder, '?builder', /^texts:[^/]+$/),
    apart(furtherInDiscussion, '?further'),
    texts(),
    resolve({ exportConditions: ['production'] }),
    lighterLit(),
    lighterLeaflet(),
    minifyTemplateLiterals({ include: ['**/widgets/**'], options: { minifyOptions: { decodeEntities: false } } }),
    javascript(['widgets', 'sdk']),
    minify(),
    letForConst(),
    clean('dist/public'),
    brotli('dist/public'),
  ],
  output: {
    dir: 'dist/public',
    entryFileNames: 'embed.js',
    chunkFileNames: ({ facadeModuleId, moduleIds, name }) =>
      `widgets/${chunkName(facadeModuleId ?? moduleIds.at(-1), name)}-[hash:7].js`,
    hashCharacters: 'hex',
    freeze: false,
    compact: true,
    generatedCode: { preset: 'es2015', symbols: false },
    manualChunks: (id) => (common.test(id) ? 'vmeste' : undefined),
  },
}

/** `poll/define.ts` is `poll`, `texts:poll/ru` is `poll-ru`. */
function chunkName(facade, name) {
  if (facade?.startsWith('texts:')) return facade.slice(6).replace('/', '-')
  return name === 'define' && facade ? basename(dirname(facade)) : name
}

/** What works in a frame and worker of the API's own for whoever writes: see widgets/identity/frame.ts. */
const proof = {
  input: 'widgets/identity/frame.ts',
  plugins: [
    javascript(['widgets', 'sdk']),
    minify(),
    letForConst(),
    {
      name: 'frame',
      async generateBundle() {
        const source = await readFile('widgets/identity/frame.html', 'utf8')
        this.emitFile({ type: 'asset', fileName: 'proof.html', source })
      },
    },
    brotli('dist/public'),
  ],
  output: { file: 'dist/public/proof.js', format: 'iife' },
}

/** Small scripts of the API's own pages, each a file at a lasting address; what each does, its first lines say. */
const alone = [
  { input: 'widgets/identity/handover.ts', file: 'handover.js', format: 'es' },
  { input: 'widgets/snippet/page.ts', file: 'snippet.js', format: 'es' },
  { input: 'widgets/push/worker.ts', file: 'push.js', format: 'iife' },
  { input: 'widgets/offline/worker.ts', file: 'offline.js', format: 'iife' },
  { input: 'widgets/offline/installed.ts', file: 'installed.js', format: 'iife' },
].map(({ input, file, format }) => ({
  input,
  // Not all of widgets/: it would be read once for each.
  plugins: [javascript([dirname(input)]), minify(), brotli('dist/public')],
  output: { file: `dist/public/${file}`, format },
}))

/** The search in a copy of the documentation: see api/docs/copy.ts. */
const docsSearch = {
  input: 'api/docs/search-browser.ts',
  plugins: [resolve({ browser: true }), javascript(['api/docs']), minify(), clean('dist/docs')],
  output: { file: 'dist/docs/search.js', format: 'iife' },
}

/** The elements for pages that bundle them: Lit is left to the page's bundler. */
const widgets = {
  input: ['widgets/index.ts', ...published.map((name) => `widgets/${name}/define.ts`)],
  external: isBare,
  plugins: [texts(), javascript(['widgets', 'sdk']), clean('dist/widgets'), declareEnglish(), manifest()],
  output: {
    dir: 'dist/widgets',
    preserveModules: true,
    preserveModulesRoot: 'widgets',
    sanitizeFileName: (name) => name.replaceAll('\0', '').replace(/texts:/g, 'texts/'),
  },
}

const sdk = {
  input: { index: 'sdk/index.ts', server: 'sdk/server.ts' },
  plugins: [javascript(['sdk']), clean('dist/sdk')],
  output: { dir: 'dist/sdk' },
}

const api = {
  input: ['api/app.ts', 'api/main.ts', 'api/cli/main.ts'].filter((file) => existsSync(file)),
  external: isBare,
  plugins: [javascript(['api']), clean('dist/api')],
  output: { dir: 'dist/api', preserveModules: true, preserveModulesRoot: 'api' },
}

/** The keys of the texts are those of English: told as a type, for a consumer's compiler may not read JSON. */
function declareEnglish() {
  return {
    name: 'declare-english',
    async writeBundle() {
      await mkdir('dist/types/widgets/texts', { recursive: true })
      const english = await readFile('widgets/texts/en.json', 'utf8')
      await writeFile('dist/types/widgets/texts/english.d.ts', `export type English = ${english}`)
    },
  }
}

export default [page, proof, ...alone, docsSearch, widgets, sdk, ...(api.input.length ? [api] : [])]
