/** What becomes of what people wrote, by whichever right: retention, a resident's own wish, an administrator's decision. */
export { anonymizeAppeal, eraseAppeal, forgetContact } from '../appeals/erase.js'
export { anonymizeComment, eraseComment } from '../discussions/erase.js'
