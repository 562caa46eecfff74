/** The release these elements belong to: that of package.json, as a test makes sure. */
export const version = '0.1.0'
