/** The address of a file, if it leads to this very gateway; `undefined`: it is no address to give anybody. */
export function localPath(url: string): string | undefined {
  return /^\/(?![/\\])[!-~]*$/.test(url) ? url : undefined;
}
