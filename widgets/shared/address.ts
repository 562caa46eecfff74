// Served by the API, these scripts lie in its /widgets/. From a bundle, `useApi` or the `api` attribute says where it is.
let address = import.meta.url.replace(/widgets\/[^/]*$/, '')

/** Where elements without an `api` attribute find the API. */
export const apiAddress = () => address

/** For pages that bundle the elements themselves: where the API is. Call it before the elements are defined. */
export const useApi = (baseUrl: string) => {
  address = baseUrl
}
