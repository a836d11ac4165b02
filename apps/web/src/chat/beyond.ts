/** What lies beyond one end of a list: `unknown` until the server was asked, `failed` when it did not answer. */
export type LoadState = 'unknown' | 'more' | 'loading' | 'none' | 'failed';
