// One module a section, made by plugin.mjs from the JSON files of this folder.
// A new element adds its section to every JSON file, and here.
type Languages<Section extends import('../shared/texts.js').Section> = import('../shared/texts.js').Languages<Section>

declare module 'texts:shared' {
  const languages: Languages<'shared'>
  export default languages
}
declare module 'texts:poll' {
  const languages: Languages<'poll'>
  export default languages
}
declare module 'texts:appeal' {
  const languages: Languages<'appeal'>
  export default languages
}
declare module 'texts:status' {
  const languages: Languages<'status'>
  export default languages
}
declare module 'texts:discussion' {
  const languages: Languages<'discussion'>
  export default languages
}
declare module 'texts:desk' {
  const languages: Languages<'desk'>
  export default languages
}
